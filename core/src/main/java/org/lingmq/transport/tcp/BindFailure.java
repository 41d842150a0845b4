package org.lingmq.transport.tcp;

import java.io.IOException;
import java.util.Locale;
import org.lingmq.ErrorCode;

/** Which error code a failed bind stands for; the JDK tells it only in words, the system's own. */
final class BindFailure {

    private BindFailure() {}

    static ErrorCode code(IOException failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("in use")) {
            return ErrorCode.EADDRINUSE;
        }
        if (words.contains("assign requested")) {
            return ErrorCode.EADDRNOTAVAIL;
        }
        if (words.contains("permission")) {
            return ErrorCode.EACCES;
        }
        if (words.contains("too many open")) {
            return ErrorCode.EMFILE;
        }
        return ErrorCode.EIO;
    }
}
