package org.lingmq.pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lingmq.MonitorEventType;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;

/**
 * The far end of one pipe, played by a test: hears what the pattern sends, says what it receives. Bytes are Latin-1.
 */
final class FakePeer implements FarEnd {

    /** A frame that tells the number of the link which the next bytes come from. */
    private static final int LINK_NUMBER = 0x80 | 0x40;

    final Pipe pipe;
    final List<MonitorEventType> refusals = new ArrayList<>();
    Reach reach;

    /** What was still queued when the socket let the pipe go. */
    List<String> unheard = List.of();

    private final Bench bench;
    private final LaneReader heard;
    private final LaneWriter said;
    private final List<PeerView> views = new ArrayList<>();
    private String routingId = "";
    private boolean legacy;
    private boolean gone;
    private boolean unasking;

    FakePeer(Bench bench, long id) {
        this.bench = bench;
        Lane outbound = new Lane(bench.pool);
        Lane inbound = new Lane(bench.pool);
        LaneWriter out = new LaneWriter(outbound, bench.highWaterMark, 0);
        heard = new LaneReader(outbound, bench.highWaterMark);
        said = new LaneWriter(inbound, bench.highWaterMark, 0);
        LaneReader in = new LaneReader(inbound, bench.highWaterMark);
        pipe = new Pipe(id, "test://", out, in, this);
        outbound.producerBell(() -> bench.post(() -> bench.pattern.writable(pipe)));
        inbound.consumerBell(() -> bench.post(() -> bench.pattern.readable(pipe)));
    }

    /** Announces a routing id with the next link. */
    FakePeer named(String id) {
        routingId = id;
        return this;
    }

    /** Speaks ZMTP 3.0 from the next link on. */
    FakePeer old() {
        legacy = true;
        return this;
    }

    /** Says nothing of what it wants and gets everything, as over udp. */
    FakePeer unasking() {
        unasking = true;
        return this;
    }

    @Override
    public boolean wantsEverything() {
        return unasking;
    }

    /** A link comes up, the first one or the next. */
    FakePeer up() {
        views.add(
                new PeerView(null, routingId.getBytes(ISO_8859_1), legacy, new Ends.Named("here", "there"), Map.of()));
        int number = views.size() - 1;
        if (number > 0) {
            byte[] body = {0, 0, 0, (byte) number};
            said.append(LINK_NUMBER, body, 0, 4);
            said.publishUncounted();
            said.ring();
        }
        pipe.linkUp();
        bench.pattern.linkUp(pipe);
        return this;
    }

    /** The link goes down and is sought again. */
    void down() {
        pipe.linkDown();
        bench.pattern.linkDown(pipe);
    }

    /** The link goes down for good. What was said before is still there. */
    void leave() {
        gone = true;
        said.lane().leave();
        pipe.end();
        bench.pattern.detach(pipe);
    }

    boolean gone() {
        return gone;
    }

    FakePeer say(String... frames) {
        for (int i = 0; i < frames.length; i++) {
            byte[] body = frames[i].getBytes(ISO_8859_1);
            said.append(i < frames.length - 1 ? Lane.MORE : 0, body, 0, body.length);
        }
        said.publish();
        said.ring();
        return this;
    }

    /** A message with a command between its two frames. */
    void sayAround(String first, String command, String second) {
        byte[] body = command.getBytes(ISO_8859_1);
        said.append(Lane.MORE, first.getBytes(ISO_8859_1), 0, first.length());
        said.append(Lane.COMMAND, body, 0, body.length);
        said.append(0, second.getBytes(ISO_8859_1), 0, second.length());
        said.publish();
        said.ring();
    }

    void command(String name, String topic) {
        byte[] body = ((char) name.length() + name + topic).getBytes(ISO_8859_1);
        said.append(Lane.COMMAND, body, 0, body.length);
        said.publishUncounted();
        said.ring();
    }

    void subscribe(String topic) {
        command("SUBSCRIBE", topic);
    }

    void cancel(String topic) {
        command("CANCEL", topic);
    }

    FakePeer join(String group) {
        command("JOIN", group);
        return this;
    }

    void leaveGroup(String group) {
        command("LEAVE", group);
    }

    /** The next message sent to this peer; a command is one frame that begins with '!'. Null when there is none. */
    List<String> hear() {
        if (!heard.ready()) {
            return null;
        }
        List<String> frames = new ArrayList<>();
        boolean more;
        do {
            more = heard.more();
            String prefix = heard.isCommand() ? "!" : "";
            frames.add(prefix + new String(heard.take(), ISO_8859_1));
        } while (more);
        heard.release();
        return frames;
    }

    /** The single frame of the next message; null when there is none. */
    String hearOne() {
        List<String> frames = hear();
        return frames == null ? null : String.join("|", frames);
    }

    /** All messages that were sent, frames joined with a bar. */
    List<String> hearAll() {
        List<String> all = new ArrayList<>();
        for (String next = hearOne(); next != null; next = hearOne()) {
            all.add(next);
        }
        return all;
    }

    /** What is left in the lane when its link goes down is thrown away, as for a subscriber. */
    void forgetUnheard() {
        heard.discard();
    }

    boolean room() {
        return said.room();
    }

    /** How many messages and commands that were said have not been given back. */
    boolean allTaken() {
        return said.drained();
    }

    /** The socket closes: what was queued is heard, what was said is not wanted. */
    void letGo() {
        if (gone) {
            pipe.leaveIn();
        } else {
            bench.pattern.release(pipe);
            pipe.letGo(0);
        }
    }

    @Override
    public void receiveLimits(int highWaterMark, long byteMark) {
        throw new AssertionError("no pattern changes water marks");
    }

    @Override
    public void published(Reach reach) {
        this.reach = reach;
    }

    @Override
    public PeerView peer(int link) {
        return views.get(link);
    }

    @Override
    public PeerView newestPeer() {
        return views.get(views.size() - 1);
    }

    @Override
    public void refuse(MonitorEventType event, String reason) {
        refusals.add(event);
        bench.host.reasons.add(reason);
    }

    @Override
    public void letGo(long lingerNs) {
        said.lane().leave();
        LaneReader.takeOver(pipe.in().lane()).leave();
        unheard = hearAll();
        heard.leave();
    }
}
