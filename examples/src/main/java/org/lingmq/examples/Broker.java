package org.lingmq.examples;

import org.lingmq.Context;
import org.lingmq.Options;
import org.lingmq.Poller;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * ROUTER and DEALER: carries requests of any number of REQ clients to any number of REP workers, and replies back.
 *
 * <p>Arguments: endpoint to bind for clients, endpoint to bind for workers.
 */
final class Broker {
    public static void main(String[] arguments) {
        String front = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5565";
        String back = arguments.length > 1 ? arguments[1] : "tcp://127.0.0.1:5566";
        try (Context context = Context.open();
                Socket clients = context.socket(SocketType.ROUTER);
                Socket workers = context.socket(SocketType.DEALER);
                Poller poller = context.poller()) {
            System.out.println("bound " + clients.bind(front));
            System.out.println("bound " + workers.bind(back));
            poller.register(clients, Poller.IN);
            poller.register(workers, Poller.IN);
            while (true) {
                poller.poll(Options.FOREVER);
                if (poller.readable(clients)) {
                    workers.send(clients.receive()); // the client's id goes along in front
                }
                if (poller.readable(workers)) {
                    clients.send(workers.receive()); // and says where the reply goes
                }
            }
        }
    }
}
