package org.lingmq;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Gathers the frames of a message, first to last. Used by one thread. */
public final class MessageBuilder {
    private final List<byte[]> frames = new ArrayList<>();

    MessageBuilder() {}

    /**
     * {@return this builder, after adding a frame of text}
     *
     * @param text in UTF-8
     */
    public MessageBuilder add(String text) {
        frames.add(FrameArrays.utf8(text));
        return this;
    }

    /**
     * {@return this builder, after adding a frame}
     *
     * @param bytes copied
     */
    public MessageBuilder add(byte[] bytes) {
        frames.add(FrameArrays.copy(bytes));
        return this;
    }

    /**
     * {@return this builder, after adding what lies between the buffer's position and limit as a frame}
     *
     * @param bytes copied; its position stays as it is
     */
    public MessageBuilder add(ByteBuffer bytes) {
        frames.add(FrameArrays.remaining(bytes));
        return this;
    }

    /**
     * {@return this builder, after adding all frames of a message}
     *
     * @param message shares its frames
     */
    public MessageBuilder add(Message message) {
        frames.addAll(Arrays.asList(Objects.requireNonNull(message, "message").rawFrames()));
        return this;
    }

    /** {@return the message of all frames so far; {@link ErrorCode#EINVAL} without any} */
    public Message build() {
        return Message.wrap(frames.toArray(byte[][]::new));
    }
}
