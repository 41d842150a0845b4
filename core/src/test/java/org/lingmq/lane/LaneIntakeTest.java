package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Bytes of a peer, cut anywhere, through an intake to a reader: every whole message once, commands where they belong.
 */
final class LaneIntakeTest {

    @Test
    void ZMTP_20_21_23_wholeMessagesInOrderWhereverTheStreamIsCut() {
        Seeds.each(1500, random -> new Run(random).go());
    }

    /** What the reader must see next: a frame of a message, or a delivered command. */
    private record Item(byte[] body, boolean command, boolean more, int link) {}

    /** One lane over several links. */
    private static final class Run implements IntakeSink {
        private final Random random;
        private final ChunkPool pool = Traffic.pool();
        private final Lane lane = new Lane(pool);
        private final int highWaterMark;
        private final long byteMark;
        private final LaneIntake intake;
        private final LaneReader reader;

        /** What has arrived whole and was not read, published or not. */
        private final ArrayDeque<Item> arrived = new ArrayDeque<>();

        private PeerStream peer;
        private int link;
        private int pingsHandled;
        private boolean stalled;
        private boolean allPublished = true;
        private boolean asleep = true;
        private boolean midMessage;
        private long messagesRead;

        Run(Random random) {
            this.random = random;
            highWaterMark = Seeds.oneOf(random, 0, 1, 2, 3, 10, 100, 1000);
            byteMark = Seeds.oneOf(random, 0, 0, 1, 10_000);
            intake = new LaneIntake(lane, highWaterMark, byteMark, Integer.MAX_VALUE, this);
            reader = new LaneReader(lane, highWaterMark);
            lane.consumerBell(() -> asleep = false);
            lane.producerBell(() -> stalled = false);
        }

        @Override
        public Verdict command(byte[] head, int headLength, long bodyLength) {
            if (head[1] == 'S') {
                return Verdict.DELIVER;
            }
            byte[] ping = peer.pings.removeFirst();
            assertEquals(ping.length, bodyLength);
            assertEquals(Math.min(32, ping.length), headLength);
            for (int i = 0; i < headLength; i++) {
                assertEquals(ping[i], head[i]);
            }
            pingsHandled++;
            return Verdict.HANDLED;
        }

        @Override
        public String firstFrame(long size, boolean more) {
            return null;
        }

        void go() throws IOException {
            int links = 1 + random.nextInt(3);
            for (int i = 0; i < links; i++) {
                startLink(i);
                int steps = 1 + random.nextInt(200);
                int filling = 1 + random.nextInt(9);
                for (int step = 0; step < steps; step++) {
                    step(filling);
                }
                if (random.nextBoolean()) {
                    finishStream();
                }
                endLink();
            }
            drain();
            reader.leave();
            lane.leave();
            assertEquals(0, pool.inUseBytes(), "chunks leak");
        }

        private void step(int filling) throws IOException {
            if (random.nextInt(10) < filling) {
                fill();
            } else {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    read();
                }
            }
            if (Seeds.chance(random, 20)) {
                rest();
            }
        }

        private void startLink(int number) {
            peer = new PeerStream(random);
            pingsHandled = 0;
            if (number > 0 || random.nextBoolean()) {
                link = number;
                intake.startOfLink(number);
                asleep = false;
            }
        }

        private void fill() throws IOException {
            if (stalled) {
                return;
            }
            if (Seeds.chance(random, 10)) {
                intake.take(ByteBuffer.wrap(peer.some(random.nextInt(100_000))));
            } else {
                intake.read(peer);
            }
            scan();
        }

        private void scan() {
            note();
            long messages = intake.messages();
            LaneIntake.Scan result = intake.scan();
            stalled = result == LaneIntake.Scan.STALLED;
            allPublished = !stalled;
            assertNotEquals(LaneIntake.Scan.VIOLATION, result, intake.violation());
            if (intake.messages() != messages) {
                assertFalse(asleep, "a sleeping reader is rung");
            }
            checkCredit();
            if (!stalled) {
                assertEquals(peer.pingsArrived(), pingsHandled);
            }
        }

        private void note() {
            for (PeerStream.Frame frame : peer.arrived()) {
                arrived.add(new Item(frame.body(), frame.command(), frame.more(), link));
            }
        }

        private void checkCredit() {
            long unread = intake.messages() - messagesRead;
            assertEquals(unread, reader.countUnread());
            assertTrue(highWaterMark == 0 || link > 0 || unread <= highWaterMark, "messages beyond the mark");
            if (stalled) {
                assertTrue(highWaterMark != 0 || byteMark != 0);
                assertTrue(lane.holdsBytes(), "stalled with an empty lane");
            }
        }

        private void read() {
            boolean ready = reader.ready();
            if (allPublished) {
                assertEquals(!arrived.isEmpty(), ready);
            }
            if (!ready) {
                return;
            }
            Item item = arrived.removeFirst();
            assertEquals(item.command, reader.isCommand());
            assertEquals(item.more, reader.more());
            assertEquals(item.link, reader.link());
            assertArrayEquals(item.body, reader.take());
            if (!item.command) {
                midMessage = item.more;
                messagesRead += item.more ? 0 : 1;
            }
            assertEquals(midMessage, reader.midMessage());
        }

        private void rest() {
            if (reader.ready()) {
                return;
            }
            if (reader.sleep()) {
                asleep = true;
            }
            assertEquals(lane.tail(), lane.released());
            assertFalse(intakeStillStalled(), "a stalled intake is rung when the lane is empty");
            if (random.nextBoolean()) {
                long before = pool.inUseBytes();
                boolean sleeps = asleep && random.nextBoolean();
                boolean retired = sleeps ? Lane.retire(intake) : Lane.retire(intake, reader);
                assertEquals(retired ? 0 : before, pool.inUseBytes());
            }
        }

        /** The bell has rung; what waited is looked at again before anything else. */
        private boolean intakeStillStalled() {
            boolean rung = !stalled;
            scan();
            return !rung;
        }

        /** Everything the peer said arrives, with a reader that keeps up. */
        private void finishStream() throws IOException {
            peer.stop();
            while (!peer.dry() || !arrived.isEmpty() || stalled) {
                fill();
                read();
                rest();
            }
            assertEquals(0, peer.pings.size());
        }

        private void endLink() {
            note();
            intake.endOfLink();
            asleep = false;
            stalled = false;
            allPublished = true;
            assertEquals(intake.messages() - messagesRead, reader.countUnread());
        }

        private void drain() {
            while (!arrived.isEmpty()) {
                read();
            }
            assertFalse(reader.ready());
            assertTrue(reader.sleep());
            assertEquals(lane.tail(), lane.released());
        }
    }
}
