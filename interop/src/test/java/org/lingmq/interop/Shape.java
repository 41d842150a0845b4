package org.lingmq.interop;

import java.util.ArrayList;
import java.util.List;
import org.lingmq.Message;

/**
 * The outline of a message: how long its frames are. Both ends make the same message of it.
 *
 * @param lengths bytes of each frame
 */
record Shape(List<Integer> lengths) {
    private static final List<Integer> SIZES = List.of(0, 1, 255, 256, 64 << 10, 1 << 20, 10_000_000);

    private static Shape of(Integer... lengths) {
        return new Shape(List.of(lengths));
    }

    /** Every form of a frame alone, all of them in one message, and empty frames in every place. */
    static List<Shape> all() {
        List<Shape> shapes = new ArrayList<>();
        SIZES.forEach(size -> shapes.add(of(size)));
        shapes.add(new Shape(SIZES));
        shapes.addAll(List.of(of(0, 0, 0), of(5, 0, 4), of(0, 7), of(7, 0)));
        return shapes;
    }

    Message message() {
        byte[][] frames = new byte[lengths.size()][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = FrameText.blob(seed(i), lengths.get(i));
        }
        return Message.wrap(frames);
    }

    /** What makes the Python peer send {@link #message}. */
    List<String> order() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            words.add(FrameText.ofBlob(seed(i), lengths.get(i)));
        }
        return words;
    }

    /** How {@link #message} reads. */
    List<String> text() {
        return FrameText.of(message());
    }

    private static int seed(int frame) {
        return 0x10203040 + frame * 0x01000000;
    }
}
