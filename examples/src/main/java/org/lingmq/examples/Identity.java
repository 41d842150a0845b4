package org.lingmq.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.lingmq.Context;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** XREP and XREQ, the old names of ROUTER and DEALER: how a ROUTER sees a peer without a name and one with a name. */
final class Identity {
    public static void main(String[] arguments) {
        try (Context context = Context.open();
                Socket router = context.socket(SocketType.XREP);
                Socket anonymous = context.socket(SocketType.XREQ);
                Socket named = context.socket(SocketType.XREQ)) {
            router.bind("inproc://identity");

            anonymous.connect("inproc://identity");
            anonymous.send("the ROUTER made up an id");
            System.out.print(router.receive().dump());

            named.set(Options.IDENTITY, "Hello".getBytes(UTF_8)); // before connect
            named.connect("inproc://identity");
            named.send("the ROUTER uses the peer's own id");
            System.out.print(router.receive().dump());
        }
    }
}
