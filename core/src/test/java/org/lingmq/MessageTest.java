package org.lingmq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MessageTest {
    private static final String DASHES = "----------------------------------------\n";

    @Test
    void framesKeepTheirOrderAndBytes() {
        Message message = Message.of("a", "", "grüße");
        assertEquals(3, message.size());
        assertEquals(List.of("a", "", "grüße"), message.texts());
        assertEquals("a", message.text());
        assertArrayEquals(new byte[] {'a'}, message.bytes());
        assertEquals(7, message.length(2));
        assertEquals(8, message.byteSize());
        assertEquals((byte) 'r', message.byteAt(2, 1));
        assertEquals(3, message.frames().size());
    }

    @Test
    void ofCopiesAndWrapTakesOver() {
        byte[] bytes = {1, 2};
        Message copied = Message.of(bytes);
        Message wrapped = Message.wrap(bytes);
        bytes[0] = 9;
        assertEquals(1, copied.byteAt(0, 0));
        assertEquals(9, wrapped.byteAt(0, 0));
    }

    @Test
    void whatItHandsOutCannotChangeIt() {
        Message message = Message.of("abc");
        message.bytes()[0] = 'x';
        message.frames().get(0)[0] = 'x';
        assertEquals("abc", message.text());
        assertTrue(message.buffer(0).isReadOnly());
        assertThrows(UnsupportedOperationException.class, () -> message.frames().clear());
    }

    @Test
    void ofBufferTakesWhatRemainsAndLeavesThePosition() {
        ByteBuffer buffer = ByteBuffer.wrap("-body-".getBytes(StandardCharsets.UTF_8))
                .position(1)
                .limit(5);
        assertEquals("body", Message.of(buffer).text());
        assertEquals("body", Message.builder().add(buffer).build().text());
        assertEquals(1, buffer.position());
        assertEquals(5, buffer.limit());
    }

    @Test
    void emptyIsOneEmptyFrame() {
        assertEquals(1, Message.empty().size());
        assertEquals(0, Message.empty().byteSize());
        assertEquals(Message.of(""), Message.empty());
    }

    @Test
    void noFrameIsRefused() {
        assertEquals(
                ErrorCode.EINVAL,
                assertThrows(ZmqException.class, () -> Message.builder().build())
                        .code());
        assertEquals(
                ErrorCode.EINVAL,
                assertThrows(ZmqException.class, () -> Message.of(new byte[0][]))
                        .code());
    }

    @Test
    void bytesAndTextsMakeARoutersMessage() {
        byte[] id = {0, 1};
        Message reply = Message.of(id, "", "World");
        id[0] = 9;
        assertEquals(3, reply.size());
        assertArrayEquals(new byte[] {0, 1}, reply.bytes());
        assertEquals("World", reply.text(2));
        assertEquals(Message.of(new byte[][] {{0, 1}}), Message.of(new byte[] {0, 1}));
    }

    @Test
    void ofNothingIsTheEmptyMessage() {
        assertSame(Message.empty(), Message.of());
    }

    @Test
    void aMissingFrameIsNamed() {
        byte[] none = null;
        String noText = null;
        Message message = Message.of("a");
        List<Executable> calls = List.of(
                () -> Message.of("a", null),
                () -> Message.of(none, "a"),
                () -> Message.of(none, none),
                () -> Message.wrap(new byte[1][]),
                () -> message.append(none),
                () -> message.append(noText),
                () -> message.prepend(null));
        for (Executable call : calls) {
            assertEquals("frame", assertThrows(NullPointerException.class, call).getMessage());
        }
    }

    @Test
    void builderTakesEveryKindOfFrame() {
        MessageBuilder builder = Message.builder().add("id").add(new byte[0]);
        Message first = builder.build();
        Message second = builder.add(Message.of("x", "y")).build();
        assertEquals(List.of("id", ""), first.texts());
        assertEquals(List.of("id", "", "x", "y"), second.texts());
    }

    @Test
    void copyToFillsArraysAndBuffers() {
        Message message = Message.of("head", "body");
        byte[] target = new byte[6];
        assertEquals(4, message.copyTo(1, target, 1));
        assertArrayEquals(new byte[] {0, 'b', 'o', 'd', 'y', 0}, target);
        ByteBuffer buffer = ByteBuffer.allocate(2);
        message.copyTo(1, 2, 2, buffer);
        assertArrayEquals(new byte[] {'d', 'y'}, buffer.array());
        assertEquals(2, buffer.position());
    }

    @Test
    void propertiesAreSharedAndFoundWhateverTheCase() {
        Map<String, String> peer = Map.of("Identity", "A", "Peer-Address", "127.0.0.1", "X-Role", "worker");
        Message message = Message.wrap(new byte[][] {{1}, {2}}, peer);
        assertSame(peer, message.properties());
        assertSame(peer, message.subMessage(1).properties());
        assertEquals("127.0.0.1", message.property("Peer-Address"));
        assertEquals("worker", message.property("x-role"));
        assertEquals("A", message.property("identity"));
        assertEquals("A", message.property("Routing-Id"));
        assertNull(message.property("X-Other"));
        assertNull(Message.of("made here").property("Peer-Address"));
    }

    @Test
    void envelopeAndBodyLieAroundTheFirstEmptyFrame() {
        Message message = Message.of("id1", "id2", "", "a", "", "b");
        assertEquals(Message.of("id1", "id2"), message.envelope());
        assertEquals(Message.of("a", "", "b"), message.body());
    }

    @Test
    void envelopeAndBodyMayBeMissing() {
        Message plain = Message.of("a", "b");
        assertNull(plain.envelope());
        assertSame(plain, plain.body());
        assertNull(Message.of("", "a").envelope());
        assertEquals(Message.of("a"), Message.of("", "a").body());
    }

    @Test
    void aBodyIsNeverNull() {
        Message empty = Message.wrap(new byte[][] {{'i', 'd'}, {}}, Map.of("X-a", "b"));
        assertEquals(Message.empty(), empty.body());
        assertEquals("", empty.body().text());
        assertEquals("b", empty.body().property("X-a"));
        assertEquals(Message.empty(), Message.of("").body());
        assertEquals(Message.of("", "x"), Message.of("", "", "x").body());
        assertEquals(Message.empty(), Message.of("", "").body());
    }

    @Test
    void subMessageAndPrependMakeNewMessages() {
        Message message = Message.of("a", "b", "c");
        assertEquals(Message.of("b", "c"), message.subMessage(1));
        assertEquals(Message.of("b"), message.subMessage(1, 2));
        assertEquals(Message.of("id", "a", "b", "c"), message.prepend(new byte[] {'i', 'd'}));
        assertEquals(Message.of("a", "b", "c", "d"), message.append("d"));
        assertEquals(Message.of("a", "b", "c", ""), message.append(new byte[0]));
        assertEquals(3, message.size());
        assertThrows(IndexOutOfBoundsException.class, () -> message.subMessage(3));
        assertThrows(IndexOutOfBoundsException.class, () -> message.subMessage(2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> message.subMessage(-1));
    }

    @Test
    void equalMessagesHaveEqualFrames() {
        Message message = Message.wrap(new byte[][] {{1}, {2, 3}}, Map.of("X-a", "b"));
        Message same = Message.of(new byte[] {1}, new byte[] {2, 3});
        assertEquals(message, same);
        assertEquals(message.hashCode(), same.hashCode());
        assertNotEquals(message, Message.of(new byte[] {1, 2}, new byte[] {3}));
        assertNotEquals(message, Message.of(new byte[] {1}));
    }

    @Test
    void toStringShowsSizesOnly() {
        assertEquals("Message[2 frames: 6, 0 B]", Message.of("secret", "").toString());
        assertEquals("Message[1 frame: 6 B]", Message.of("secret").toString());
        assertEquals(
                "Message[9 frames: 1, 1, 1, 1, 1, 1, 1, 1, ... B]",
                Message.of("a", "a", "a", "a", "a", "a", "a", "a", "a").toString());
    }

    @Test
    void dumpShowsTextAsText() {
        assertEquals(
                DASHES + "[003] abc\n[000] \n[005] Hello\n",
                Message.of("abc", "", "Hello").dump());
    }

    @Test
    void dumpShowsOtherBytesAsUpperCaseHex() {
        assertEquals(
                DASHES + "[005] 006B8B4567\n",
                Message.of(new byte[] {0, 0x6b, (byte) 0x8b, 0x45, 0x67}).dump());
        assertEquals(DASHES + "[002] 610A\n", Message.of("a\n").dump());
        assertEquals(DASHES + "[001] FF\n", Message.of(new byte[] {(byte) 255}).dump());
    }

    @Test
    void dumpTakesBytesFrom32To127AsText() {
        assertEquals(
                DASHES + "[002]  \u007f\n", Message.of(new byte[] {32, 127}).dump());
        assertEquals(DASHES + "[001] 1F\n", Message.of(new byte[] {31}).dump());
        assertEquals(DASHES + "[001] 80\n", Message.of(new byte[] {(byte) 128}).dump());
    }

    @Test
    void dumpWritesLongLengthsInFull() {
        assertTrue(Message.wrap(new byte[1234]).dump().startsWith(DASHES + "[1234] 00"));
    }
}
