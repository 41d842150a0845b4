package org.lingmq.interop;

import java.util.ArrayList;
import java.util.List;
import org.lingmq.Message;

/**
 * The outline of a message: how long its frames are. Both ends make the same message of it.
 *
 * @param lengths bytes of each frame
 * @param message the message
 * @param text how it reads
 */
record Shape(List<Integer> lengths, Message message, List<String> text) {
    private static final List<Integer> SIZES = List.of(0, 1, 255, 256, 64 << 10, 1 << 20, 10_000_000);

    /** Every form of a frame alone, many of them in one message, and empty frames in every place. */
    static final List<Shape> ALL = all();

    private static Shape of(List<Integer> lengths) {
        byte[][] frames = new byte[lengths.size()][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = FrameText.blob(seed(i), lengths.get(i));
        }
        Message message = Message.wrap(frames);
        return new Shape(lengths, message, FrameText.of(message));
    }

    private static List<Shape> all() {
        List<Shape> shapes = new ArrayList<>();
        SIZES.forEach(size -> shapes.add(of(List.of(size))));
        shapes.add(of(List.of(0, 1, 0, 255, 256, 0, 64 << 10, 1 << 20, 0)));
        shapes.add(of(List.of(0, 0, 0)));
        shapes.add(of(List.of(0, 7)));
        shapes.add(of(List.of(7, 0)));
        return shapes;
    }

    /** What makes the Python peer send {@link #message}. */
    List<String> order() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            words.add(FrameText.ofBlob(seed(i), lengths.get(i)));
        }
        return words;
    }

    private static int seed(int frame) {
        return 0x10203040 + frame * 0x01000000;
    }

    @Override
    public String toString() {
        return "frames of " + lengths;
    }
}
