package org.lingmq.transport.stream;

import java.util.ArrayList;
import java.util.List;
import org.lingmq.Options;
import org.lingmq.transport.OptionValues;
import org.lingmq.zmtp.Frames;

/**
 * What is said on each link of an endpoint that no application sends: the greeting of its peer (HELLO_MSG), and what
 * the socket's own application is told, as messages that lie among those of the peer (ROUTER_NOTIFY, DISCONNECT_MSG,
 * HICCUP_MSG). Fixed at bind or connect; all sessions of the endpoint share it.
 *
 * @param greeting a whole frame; null for none
 * @param first delivered before anything the peer says over the link
 * @param last delivered after everything the peer said over it
 */
record Words(byte[] greeting, List<byte[]> first, List<byte[]> last) {

    /** Nothing is said. */
    static final Words NONE = new Words(null, List.of(), List.of());

    private static final int COMES = 1;
    private static final int GOES = 2;

    /** For the links of a bound endpoint. */
    static Words ofAccepted(OptionValues options) {
        return of(options, options.get(Options.DISCONNECT_MSG));
    }

    /** For the links of a connected endpoint. */
    static Words ofDialed(OptionValues options) {
        return of(options, options.get(Options.HICCUP_MSG));
    }

    private static Words of(OptionValues options, byte[] lost) {
        int notify = options.get(Options.ROUTER_NOTIFY);
        List<byte[]> first = (notify & COMES) == 0 ? List.of() : List.of(new byte[0]);
        List<byte[]> last = new ArrayList<>();
        if ((notify & GOES) != 0) {
            last.add(new byte[0]);
        }
        if (lost.length > 0) {
            last.add(lost);
        }
        byte[] hello = options.get(Options.HELLO_MSG);
        return new Words(hello.length == 0 ? null : frame(hello), first, List.copyOf(last));
    }

    private static byte[] frame(byte[] body) {
        int header = Frames.headerSize(body.length);
        byte[] frame = new byte[header + body.length];
        Frames.writeHeader(frame, 0, 0, body.length);
        System.arraycopy(body, 0, frame, header, body.length);
        return frame;
    }
}
