package org.lingmq.transport;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import org.lingmq.ErrorCode;

/** Which error code a failed bind stands for; the JDK tells it only in words, the system's own. */
public final class BindFailure {

    private BindFailure() {}

    /** The code; in a language that is not understood here, an address that cannot be bound counts as in use. */
    public static ErrorCode code(IOException failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("assign requested")) {
            return ErrorCode.EADDRNOTAVAIL;
        }
        if (words.contains("no such file")) {
            return ErrorCode.ENOENT;
        }
        if (failure instanceof AccessDeniedException
                || words.contains("permission")
                || words.contains("not permitted")
                || words.contains("read-only")) {
            return ErrorCode.EACCES;
        }
        if (words.contains("too many open")) {
            return ErrorCode.EMFILE;
        }
        return words.contains("in use") || failure instanceof BindException ? ErrorCode.EADDRINUSE : ErrorCode.EIO;
    }
}
