package org.lingmq.lane;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a peer sends over one link, given away in pieces; knows which frames have arrived whole. */
final class PeerStream implements ReadableByteChannel {

    /** A frame that a reader must see: of a message, or a SUBSCRIBE. */
    record Frame(byte[] body, boolean command, boolean more, long end) {}

    private final Random random;
    private final int style;

    /** PINGs that were sent, oldest first. */
    final ArrayDeque<byte[]> pings = new ArrayDeque<>();

    private final ArrayDeque<Long> pingEnds = new ArrayDeque<>();

    private final ArrayDeque<Frame> sent = new ArrayDeque<>();
    private final List<Frame> begun = new ArrayList<>();
    private byte[] bytes = {};
    private int position;
    private long generated;
    private long taken;
    private int pingsArrived;
    private boolean stopped;

    PeerStream(Random random) {
        this.random = random;
        this.style = random.nextInt(5);
    }

    /** It says no more than what it has begun to say. */
    void stop() {
        stopped = true;
    }

    /** Whether everything was taken. */
    boolean dry() {
        return position == bytes.length;
    }

    private void refill() {
        if (!dry() || stopped) {
            return;
        }
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        while (wire.size() < 100) {
            commands(wire);
            if (style != 1) {
                message(wire);
            }
        }
        bytes = wire.toByteArray();
        position = 0;
        generated += bytes.length;
    }

    private void message(ByteArrayOutputStream wire) {
        List<byte[]> message = style == 2 ? tiny() : Traffic.message(random);
        for (int i = 0; i < message.size(); i++) {
            boolean more = i + 1 < message.size();
            Traffic.frame(wire, more ? 1 : 0, message.get(i), random);
            sent.add(new Frame(message.get(i), false, more, generated + wire.size()));
            if (more) {
                commands(wire);
            }
        }
    }

    private List<byte[]> tiny() {
        List<byte[]> message = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            message.add(Traffic.body(random, random.nextInt(4)));
        }
        return message;
    }

    private void commands(ByteArrayOutputStream wire) {
        int oneIn = style == 3 ? Integer.MAX_VALUE : style == 1 ? 2 : 6;
        while (Seeds.chance(random, oneIn)) {
            boolean ping = style == 1 || random.nextBoolean();
            byte[] data = Traffic.body(random, Seeds.chance(random, 20) ? random.nextInt(70_000) : random.nextInt(60));
            byte[] body = Traffic.command(ping ? "PING" : "SUBSCRIBE", data);
            Traffic.frame(wire, Seeds.chance(random, 10) ? 5 : 4, body, random);
            if (ping) {
                pings.add(body);
                pingEnds.add(generated + wire.size());
            } else {
                sent.add(new Frame(body, true, false, generated + wire.size()));
            }
        }
    }

    @Override
    public int read(ByteBuffer target) {
        refill();
        int most = Math.min(target.remaining(), bytes.length - position);
        int n = Seeds.oneOf(random, most, most, random.nextInt(most + 1), Math.min(most, 1), 0);
        target.put(bytes, position, n);
        position += n;
        taken += n;
        return n;
    }

    /** At most so many bytes. */
    byte[] some(int most) {
        ByteBuffer buffer = ByteBuffer.allocate(most);
        read(buffer);
        byte[] some = new byte[buffer.flip().remaining()];
        buffer.get(some);
        return some;
    }

    /** Frames of messages that have arrived whole since the last call, and of commands in their place. */
    List<Frame> arrived() {
        List<Frame> whole = new ArrayList<>();
        while (!sent.isEmpty() && sent.peekFirst().end <= taken) {
            Frame frame = sent.removeFirst();
            begun.add(frame);
            boolean inside = begun.stream().anyMatch(earlier -> !earlier.command);
            if (frame.command ? !inside : !frame.more) {
                whole.addAll(begun);
                begun.clear();
            }
        }
        return whole;
    }

    /** How many PINGs have arrived whole. */
    int pingsArrived() {
        while (!pingEnds.isEmpty() && pingEnds.peekFirst() <= taken) {
            pingEnds.removeFirst();
            pingsArrived++;
        }
        return pingsArrived;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        stopped = true;
    }
}
