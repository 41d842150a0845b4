package org.lingmq.socket;

import org.lingmq.SocketType;
import org.lingmq.pattern.Channel;
import org.lingmq.pattern.Client;
import org.lingmq.pattern.Dealer;
import org.lingmq.pattern.Dgram;
import org.lingmq.pattern.Dish;
import org.lingmq.pattern.Gather;
import org.lingmq.pattern.Pair;
import org.lingmq.pattern.Pattern;
import org.lingmq.pattern.PatternHost;
import org.lingmq.pattern.Peer;
import org.lingmq.pattern.Pub;
import org.lingmq.pattern.Pull;
import org.lingmq.pattern.Push;
import org.lingmq.pattern.Radio;
import org.lingmq.pattern.Rep;
import org.lingmq.pattern.Req;
import org.lingmq.pattern.Router;
import org.lingmq.pattern.Scatter;
import org.lingmq.pattern.Server;
import org.lingmq.pattern.Sub;

/** Which pattern serves which socket type. */
final class Patterns {

    private Patterns() {}

    static Pattern of(SocketType type, PatternHost host) {
        return switch (type) {
            case REQ -> new Req(host);
            case REP -> new Rep(host);
            case DEALER -> new Dealer(host);
            case ROUTER -> new Router(host);
            case PUB -> new Pub(host);
            case SUB -> new Sub(host);
            case PUSH -> new Push(host);
            case PULL -> new Pull(host);
            case PAIR -> new Pair(host);
            case CLIENT -> new Client(host);
            case SERVER -> new Server(host);
            case RADIO -> new Radio(host);
            case DISH -> new Dish(host);
            case SCATTER -> new Scatter(host);
            case GATHER -> new Gather(host);
            case PEER -> new Peer(host);
            case CHANNEL -> new Channel(host);
            case DGRAM -> new Dgram();
        };
    }
}
