package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/** Chunks: who holds them, when they go back, and what happens when there are no more. */
final class LaneMemoryTest {

    private static final IntakeSink NO_COMMANDS = new IntakeSink() {
        @Override
        public Verdict command(byte[] head, int headLength, long bodyLength) {
            return Verdict.HANDLED;
        }

        @Override
        public String firstFrame(long size, boolean more) {
            return null;
        }
    };

    @Test
    void poolCountsWhatIsInUse() {
        ChunkPool pool = new ChunkPool(1 << 20, 1 << 20);
        Chunk small = pool.take(Chunk.SMALL);
        Chunk large = pool.take(Chunk.LARGE);
        assertEquals(Chunk.SMALL + Chunk.LARGE, pool.inUseBytes());
        pool.give(small);
        pool.give(large);
        assertEquals(0, pool.inUseBytes());
        assertSame(large, pool.take(Chunk.LARGE), "an idle chunk is used again");
        assertSame(small, pool.take(Chunk.SMALL));
    }

    @Test
    void poolRefusesBeyondItsHardLimitAndRecovers() {
        ChunkPool pool = new ChunkPool(Chunk.LARGE, 2 * Chunk.LARGE);
        Chunk first = pool.take(Chunk.LARGE);
        assertFalse(pool.exhausted());
        Chunk second = pool.take(Chunk.LARGE);
        assertTrue(pool.exhausted());
        ZmqException refusal = assertThrows(ZmqException.class, () -> pool.take(Chunk.SMALL));
        assertEquals(ErrorCode.ENOBUFS, refusal.code());
        assertEquals(2 * Chunk.LARGE, pool.inUseBytes());
        pool.give(second);
        assertFalse(pool.exhausted());
        pool.take(Chunk.SMALL);
        pool.give(first);
    }

    @Test
    void poolKeepsNoMoreIdleThanItsSoftLimit() {
        ChunkPool pool = new ChunkPool(2 * Chunk.LARGE, 8 * Chunk.LARGE);
        List<Chunk> taken = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            taken.add(pool.take(Chunk.LARGE));
        }
        taken.forEach(pool::give);
        List<Chunk> again = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            again.add(pool.take(Chunk.LARGE));
        }
        again.retainAll(taken);
        assertEquals(2, again.size());
    }

    @Test
    void poolDropsWhatNobodyNeededForAWhile() {
        ChunkPool pool = new ChunkPool(1 << 20, 1 << 20);
        List<Chunk> taken = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            taken.add(pool.take(Chunk.SMALL));
        }
        taken.forEach(pool::give);
        pool.trim();
        assertEquals(10 * Chunk.SMALL, pool.idleBytes(), "they have been needed just now");
        List<Chunk> again = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            again.add(pool.take(Chunk.SMALL));
        }
        again.forEach(pool::give);
        pool.trim();
        assertEquals(3 * Chunk.SMALL, pool.idleBytes());
        assertTrue(again.contains(pool.take(Chunk.SMALL)), "what is used most stays");
        pool.trim();
        assertEquals(0, pool.idleBytes());
    }

    @Test
    void aChunkThatWasDroppedIsUsedAgainWhileItIsThere() {
        ChunkPool pool = new ChunkPool(1 << 20, 1 << 20);
        Chunk chunk = pool.take(Chunk.LARGE);
        pool.give(chunk);
        pool.trim();
        pool.trim();
        assertEquals(0, pool.idleBytes());
        assertSame(chunk, pool.take(Chunk.LARGE));
        assertEquals(Chunk.LARGE, pool.inUseBytes());
        pool.give(chunk);
        assertEquals(Chunk.LARGE, pool.idleBytes());
    }

    @Test
    void exhaustedPoolHoldsUpLanesThatHoldSomethingOnly() {
        ChunkPool pool = new ChunkPool(Chunk.SMALL, 1 << 20);
        Lane first = new Lane(pool);
        Lane second = new Lane(pool);
        LaneWriter full = new LaneWriter(first, 0, 0);
        LaneWriter empty = new LaneWriter(second, 0, 0);
        LaneReader reader = new LaneReader(first, 0);
        Traffic.send(full, List.of(new byte[10_000]));
        int[] rung = {0};
        first.producerBell(() -> rung[0]++);
        assertFalse(full.roomOrStarve());
        assertTrue(empty.roomOrStarve(), "an empty lane always takes a message");
        assertEquals(1, reader.discard());
        assertEquals(1, rung[0]);
        assertTrue(full.room());
    }

    @Test
    void messageThatFindsNoMemoryIsTakenBackWhole() {
        ChunkPool pool = new ChunkPool(1 << 20, Chunk.SMALL + Chunk.LARGE);
        Lane lane = new Lane(pool);
        LaneWriter writer = new LaneWriter(lane, 0, 0);
        LaneReader reader = new LaneReader(lane, 0);
        Traffic.send(writer, Traffic.of("before"));
        assertThrows(ZmqException.class, () -> writer.append(0, new byte[200_000], 0, 200_000));
        writer.rollback();
        Traffic.send(writer, Traffic.of("after"));
        assertTrue(reader.ready());
        Traffic.assertSame(Traffic.of("before"), Traffic.take(reader));
        assertTrue(reader.ready());
        Traffic.assertSame(Traffic.of("after"), Traffic.take(reader));
        reader.leave();
        lane.leave();
        assertEquals(0, pool.inUseBytes());
    }

    @Test
    void linkThatFindsNoMemoryEndsAndTheNextOneWorks() {
        ChunkPool pool = new ChunkPool(1 << 20, Chunk.SMALL + Chunk.LARGE);
        Lane lane = new Lane(pool);
        LaneIntake intake = new LaneIntake(lane, 0, 0, 1 << 20, NO_COMMANDS);
        LaneReader reader = new LaneReader(lane, 0);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        Traffic.frame(wire, 0, new byte[] {1}, null);
        Traffic.frame(wire, 0, new byte[200_000], null);
        assertThrows(ZmqException.class, () -> intake.take(ByteBuffer.wrap(wire.toByteArray())));
        intake.endOfLink();
        intake.startOfLink(2);
        wire.reset();
        Traffic.frame(wire, 0, new byte[] {2, 2}, null);
        intake.take(ByteBuffer.wrap(wire.toByteArray()));
        assertEquals(LaneIntake.Scan.HUNGRY, intake.scan());
        assertTrue(reader.ready());
        assertEquals(1, reader.take().length);
        assertTrue(reader.ready());
        assertEquals(2, reader.take().length);
        assertFalse(reader.ready());
        reader.leave();
        lane.leave();
        assertEquals(0, pool.inUseBytes());
    }

    @Test
    void steadyStreamHoldsAFewChunksOnly() throws IOException {
        ChunkPool pool = Traffic.pool();
        Lane lane = new Lane(pool);
        LaneWriter writer = new LaneWriter(lane, 1000, 0);
        LaneOutlet outlet = new LaneOutlet(lane);
        PickyChannel channel = new PickyChannel(new Random(1));
        channel.greedy();
        byte[] body = new byte[100];
        long most = 0;
        for (int i = 0; i < 50_000; i++) {
            writer.append(0, body, 0, body.length);
            writer.publish();
            if (i % 700 == 0) {
                assertTrue(outlet.write(channel));
            }
            most = Math.max(most, pool.inUseBytes());
        }
        assertTrue(most <= 4 * Chunk.LARGE, most + " bytes for 70 kB under way");
    }

    @Test
    void requestAndReplyNeverLeaveTheirFirstChunk() {
        ChunkPool pool = Traffic.pool();
        Lane lane = new Lane(pool);
        LaneWriter writer = new LaneWriter(lane, 1000, 0);
        LaneReader reader = new LaneReader(lane, 1000);
        for (int i = 0; i < 10_000; i++) {
            List<byte[]> message = List.of(new byte[i % 1000]);
            Traffic.send(writer, message);
            assertTrue(reader.ready());
            Traffic.assertSame(message, Traffic.take(reader));
            assertFalse(reader.ready());
            assertTrue(reader.sleep());
        }
        assertEquals(Chunk.SMALL, pool.inUseBytes());
    }

    @Test
    void lanesThatOneSideNeverUsedGiveEverythingBack() {
        ChunkPool pool = Traffic.pool();
        for (int written = 0; written < 3; written++) {
            for (boolean readerFirst : new boolean[] {false, true}) {
                Lane lane = new Lane(pool);
                LaneWriter writer = new LaneWriter(lane, 0, 0);
                LaneReader reader = new LaneReader(lane, 0);
                for (int i = 0; i < written; i++) {
                    Traffic.send(writer, List.of(new byte[100_000]));
                }
                if (readerFirst) {
                    reader.leave();
                }
                assertEquals(readerFirst, lane.abandoned());
                lane.leave();
                if (!readerFirst) {
                    reader.leave();
                }
                assertEquals(0, pool.inUseBytes());
            }
        }
    }

    @Test
    void moveThatFindsNoMemoryHasNotHappened() {
        Lane from = new Lane(Traffic.pool());
        ChunkPool scarce = new ChunkPool(1 << 20, Chunk.SMALL);
        Lane to = new Lane(scarce);
        LaneWriter writer = new LaneWriter(from, 0, 0);
        LaneReader mover = new LaneReader(from, 1);
        LaneWriter target = new LaneWriter(to, 0, 0);
        LaneReader reader = new LaneReader(to, 0);
        List<byte[]> message = List.of(new byte[10], new byte[5000], new byte[3]);
        Traffic.send(writer, message);
        assertTrue(mover.ready());
        assertThrows(ZmqException.class, () -> mover.moveMessage(target));
        assertEquals(0, from.released());
        assertEquals(0, mover.messages());
        Traffic.send(target, Traffic.of("small"));
        assertTrue(reader.ready());
        Traffic.assertSame(Traffic.of("small"), Traffic.take(reader));
        assertTrue(mover.ready());
        Traffic.assertSame(message, Traffic.take(mover));
    }
}
