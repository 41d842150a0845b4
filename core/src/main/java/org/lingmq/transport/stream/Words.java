package org.lingmq.transport.stream;

import java.util.ArrayList;
import java.util.List;
import org.lingmq.Options;
import org.lingmq.transport.OptionValues;

/**
 * What a socket's own application is told of a link, as messages that lie among those of its peer (ROUTER_NOTIFY,
 * DISCONNECT_MSG, HICCUP_MSG). Fixed at bind or connect.
 *
 * @param first delivered before anything the peer says over the link
 * @param last delivered after everything the peer said over it
 */
record Words(List<byte[]> first, List<byte[]> last) {

    /** Nothing is said. */
    static final Words NONE = new Words(List.of(), List.of());

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
        return first.isEmpty() && last.isEmpty() ? NONE : new Words(first, List.copyOf(last));
    }
}
