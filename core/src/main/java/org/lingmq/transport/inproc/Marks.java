package org.lingmq.transport.inproc;

import org.lingmq.Options;
import org.lingmq.transport.OptionValues;

/**
 * The water marks of one socket, as they are now. In each direction those of the sender and of the receiver add up, and
 * 0 on either side lifts the limit (INPROC-3); a sender with CONFLATE has room for one message.
 *
 * @param conflate whether the socket's CONFLATE was set
 * @param send messages that may wait to be sent
 * @param sendBytes bytes that may wait to be sent
 * @param receive messages that may wait to be received
 * @param receiveBytes bytes that may wait to be received
 */
record Marks(boolean conflate, int send, long sendBytes, int receive, long receiveBytes) {

    static Marks of(OptionValues options) {
        boolean conflate = options.get(Options.CONFLATE);
        int send = conflate ? 1 : options.get(Options.SNDHWM);
        int receive = options.get(Options.RCVHWM);
        return new Marks(
                conflate,
                send,
                send == 0 ? 0 : options.get(Options.SND_BYTES),
                receive,
                receive == 0 ? 0 : options.get(Options.RCV_BYTES));
    }

    Marks sending(int highWaterMark, long byteMark) {
        return new Marks(conflate, highWaterMark, byteMark, receive, receiveBytes);
    }

    Marks receiving(int highWaterMark, long byteMark) {
        return new Marks(conflate, send, sendBytes, highWaterMark, byteMark);
    }

    /** How many messages may wait between this sender and that receiver. */
    int towards(Marks receiver) {
        if (conflate) {
            return 1;
        }
        return (int) Math.min(Integer.MAX_VALUE, sum(send, receiver.receive));
    }

    /** How many bytes may wait between this sender and that receiver. */
    long bytesTowards(Marks receiver) {
        return sum(sendBytes, receiver.receiveBytes);
    }

    private static long sum(long sending, long receiving) {
        if (sending == 0 || receiving == 0) {
            return 0;
        }
        return sending > Long.MAX_VALUE - receiving ? Long.MAX_VALUE : sending + receiving;
    }
}
