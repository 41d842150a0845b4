package org.lingmq.transport.stream;

/** What goes wrong, in words for events and logs. */
final class Sentences {

    private Sentences() {}

    static String of(String what, Throwable cause) {
        String message = cause.getMessage();
        return what + ": " + (message == null ? cause.getClass().getSimpleName() : message);
    }
}
