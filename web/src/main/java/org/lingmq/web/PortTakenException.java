package org.lingmq.web;

import java.net.BindException;

/** Something else listens on the port: another one may be free. */
public final class PortTakenException extends BindException {
    private static final long serialVersionUID = 1;

    /** Says where. */
    PortTakenException(String message) {
        super(message);
    }
}
