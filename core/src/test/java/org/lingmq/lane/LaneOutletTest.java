package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A writer in front of channels that take what they like and break: no message is lost, sent twice, or torn. */
final class LaneOutletTest {

    private static final byte[] PING = Traffic.command("PING", new byte[] {0, 0});

    @Test
    void everyLinkGetsWholeMessagesAndTheNextOneGoesOn() {
        Seeds.each(800, random -> new Run(random).go());
    }

    /** One lane over several links, and the messages that are on their way. */
    private static final class Run {
        private final Random random;
        private final ChunkPool pool = Traffic.pool();
        private final Lane lane = new Lane(pool);
        private final int highWaterMark;
        private final LaneWriter writer;
        private final LaneOutlet outlet;
        private final ArrayDeque<List<byte[]>> unsent = new ArrayDeque<>();
        private PickyChannel channel;
        private int controls;
        private boolean starving;

        Run(Random random) {
            this.random = random;
            highWaterMark = Seeds.oneOf(random, 0, 1, 2, 10, 1000);
            writer = new LaneWriter(lane, highWaterMark, Seeds.oneOf(random, 0, 0, 1, 100_000));
            outlet = new LaneOutlet(lane);
            channel = new PickyChannel(random);
            lane.producerBell(() -> starving = false);
        }

        void go() throws IOException {
            int steps = 20 + random.nextInt(400);
            int sending = 1 + random.nextInt(9);
            for (int step = 0; step < steps; step++) {
                if (Seeds.chance(random, 30)) {
                    sending = 1 + random.nextInt(9);
                }
                if (random.nextInt(10) < sending) {
                    send();
                } else {
                    transmit();
                }
                if (Seeds.chance(random, 20)) {
                    quiet();
                }
            }
            finish();
        }

        private void send() {
            if (!writer.roomOrStarve()) {
                starving = true;
                assertTrue(writer.outstanding() > 0, "no room in an empty lane");
                return;
            }
            assertTrue(highWaterMark == 0 || outlet.countUnsent() < highWaterMark);
            List<byte[]> message = Traffic.message(random);
            Traffic.append(writer, message);
            if (Seeds.chance(random, 10)) {
                writer.rollback();
                return;
            }
            writer.publish();
            unsent.add(message);
        }

        private void transmit() throws IOException {
            if (Seeds.chance(random, 15)) {
                control();
            }
            if (Seeds.chance(random, 12)) {
                breakLink();
                return;
            }
            boolean clear = outlet.write(channel);
            assertEquals(clear, outlet.drained());
            assertEquals(clear, !lane.holdsBytes());
            if (clear) {
                assertFalse(starving, "a starving writer is rung");
                assertTrue(outlet.atFrameEnd());
                assertFalse(outlet.midMessage());
            }
        }

        private void control() throws IOException {
            if (outlet.finishFrame(channel)) {
                assertTrue(outlet.atFrameEnd());
                ByteArrayOutputStream frame = new ByteArrayOutputStream();
                Traffic.frame(frame, 4, PING, null);
                PickyChannel willing = channel;
                willing.greedy();
                willing.write(java.nio.ByteBuffer.wrap(frame.toByteArray()));
                willing.close();
                controls++;
            }
        }

        private void breakLink() {
            if (random.nextBoolean()) {
                channel.breakAfter(random.nextInt(3));
                if (random.nextBoolean()) {
                    channel.greedy();
                }
                try {
                    boolean clear = random.nextBoolean() ? outlet.write(channel) : outlet.finishFrame(channel);
                    assertTrue(clear || outlet.midMessage() || !outlet.drained());
                } catch (IOException e) {
                    assertEquals("broken pipe", e.getMessage());
                }
            }
            outlet.rewind();
            linkEnded();
            channel = new PickyChannel(random);
        }

        /** Whatever the kernel took whole counts as sent; the rest must come again. */
        private void linkEnded() {
            WireText text = new WireText(channel.taken());
            for (List<byte[]> message : text.messages) {
                assertFalse(unsent.isEmpty(), "sent twice");
                Traffic.assertSame(unsent.removeFirst(), message);
            }
            assertEquals(controls, text.commands.size());
            text.commands.forEach(command -> assertArrayEquals(PING, command));
            controls = 0;
            assertEquals(unsent.size(), outlet.countUnsent());
        }

        private void quiet() {
            boolean sent = outlet.drained() && !outlet.midMessage();
            Lane.retire(writer, outlet);
            if (sent) {
                assertEquals(0, pool.inUseBytes(), "an idle lane keeps nothing");
            }
        }

        private void finish() throws IOException {
            if (random.nextBoolean()) {
                outlet.rewind();
                linkEnded();
                channel = new PickyChannel(random);
                leave();
                return;
            }
            channel.greedy();
            assertTrue(outlet.write(channel));
            linkEnded();
            assertTrue(unsent.isEmpty(), "lost");
            assertTrue(writer.room());
            leave();
        }

        private void leave() {
            if (random.nextBoolean()) {
                lane.leave();
                LaneReader rest = LaneReader.takeOver(lane);
                assertEquals(unsent.size(), rest.countUnread());
                while (!unsent.isEmpty()) {
                    assertTrue(rest.ready());
                    Traffic.assertSame(unsent.removeFirst(), Traffic.take(rest));
                }
                assertFalse(rest.ready());
                rest.leave();
            } else {
                assertEquals(unsent.size(), outlet.discard());
                assertTrue(writer.drained());
                outlet.leave();
                lane.leave();
            }
            assertEquals(0, pool.inUseBytes(), "chunks leak");
        }
    }

    /** For every byte at which the link can break: what was taken whole stays sent, the rest comes again. */
    @Test
    void rewindAtEveryByte() throws IOException {
        List<List<byte[]>> messages =
                List.of(Traffic.of("one"), Traffic.of("", "two", ""), Traffic.of(""), Traffic.of("x".repeat(300)));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        List<Integer> ends = new ArrayList<>();
        for (List<byte[]> message : messages) {
            for (int i = 0; i < message.size(); i++) {
                Traffic.frame(whole, i + 1 < message.size() ? 1 : 0, message.get(i), null);
            }
            ends.add(whole.size());
        }
        for (int cut = 0; cut <= whole.size(); cut++) {
            Lane lane = new Lane(Traffic.pool());
            LaneWriter writer = new LaneWriter(lane, 0, 0);
            LaneOutlet outlet = new LaneOutlet(lane);
            messages.forEach(message -> Traffic.send(writer, message));
            PickyChannel broken = new PickyChannel(new Random(1));
            broken.takesExactly(cut);
            assertEquals(cut == whole.size(), outlet.write(broken));
            int limit = cut;
            int sent = (int) ends.stream().filter(end -> end <= limit).count();
            int boundary = sent == 0 ? 0 : ends.get(sent - 1);
            assertEquals(boundary, lane.released());
            assertEquals(cut != boundary, outlet.midMessage());
            outlet.rewind();
            assertEquals(messages.size() - sent, outlet.countUnsent());
            PickyChannel next = new PickyChannel(new Random(1));
            next.greedy();
            assertTrue(outlet.write(next));
            assertEquals(whole.size() - boundary, next.taken().length);
            assertEquals(messages.size() - sent, new WireText(next.taken()).messages.size());
        }
    }

    @Test
    void messageFinishedForAControlFrameIsNotSentAgain() throws IOException {
        Lane lane = new Lane(Traffic.pool());
        LaneWriter writer = new LaneWriter(lane, 0, 0);
        LaneOutlet outlet = new LaneOutlet(lane);
        Traffic.send(writer, Traffic.of("whole"));
        Traffic.send(writer, Traffic.of("next"));
        PickyChannel first = new PickyChannel(new Random(1));
        first.takesExactly(3);
        assertFalse(outlet.write(first));
        first.takesExactly(1000);
        assertTrue(outlet.finishFrame(first));
        assertEquals(1, new WireText(first.taken()).messages.size());
        outlet.rewind();
        assertEquals(1, outlet.countUnsent());
        PickyChannel second = new PickyChannel(new Random(1));
        second.greedy();
        assertTrue(outlet.write(second));
        Traffic.assertSame(Traffic.of("next"), new WireText(second.taken()).messages.get(0));
    }

    @Test
    void messagesInFrontOfAFailedWriteAreNotSentAgain() {
        Lane lane = new Lane(Traffic.pool());
        LaneWriter writer = new LaneWriter(lane, 0, 0);
        LaneOutlet outlet = new LaneOutlet(lane);
        for (int i = 0; i < 10; i++) {
            Traffic.send(writer, List.of(new byte[1000]));
        }
        PickyChannel channel = new PickyChannel(new Random(1));
        channel.greedy();
        channel.breakAfter(1);
        assertThrows(IOException.class, () -> outlet.write(channel));
        int whole = new WireText(channel.taken()).messages.size();
        assertTrue(whole > 0);
        outlet.rewind();
        assertEquals(10 - whole, outlet.countUnsent());
    }

    @Test
    void takeOverAfterABoundaryInALaterChunk() throws IOException {
        ChunkPool pool = Traffic.pool();
        Lane lane = new Lane(pool);
        LaneWriter writer = new LaneWriter(lane, 0, 0);
        LaneOutlet outlet = new LaneOutlet(lane);
        Traffic.send(writer, List.of(new byte[200_000]));
        Traffic.send(writer, Traffic.of("rest"));
        PickyChannel channel = new PickyChannel(new Random(1));
        channel.takesExactly(200_010);
        assertFalse(outlet.write(channel));
        outlet.rewind();
        lane.leave();
        LaneReader rest = LaneReader.takeOver(lane);
        assertTrue(rest.ready());
        Traffic.assertSame(Traffic.of("rest"), Traffic.take(rest));
        rest.leave();
        assertEquals(0, pool.inUseBytes());
    }
}
