package org.lingmq.examples;

import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * ROUTER: shows the frames in front of a request, and puts them in front of the reply to send it back.
 *
 * <p>Arguments: endpoint to bind, name of this server.
 */
final class RouterServer {
    public static void main(String[] arguments) {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5561";
        String name = arguments.length > 1 ? arguments[1] : "server";
        try (Context context = Context.open();
                Socket router = context.socket(SocketType.ROUTER)) {
            System.out.println("bound " + router.bind(endpoint));
            for (Message request : router) {
                System.out.print(request.dump());
                String answer = name + " answers " + request.body().text();
                // The ids of all hops, the empty frame that ends them, and what the client is to see.
                router.send(Message.builder()
                        .add(request.envelope())
                        .add("")
                        .add(answer)
                        .build());
            }
        }
    }
}
