package org.lingmq.socket;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.lingmq.ContextOptions;
import org.lingmq.ErrorCode;
import org.lingmq.Option;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.OptionValues;

/** A socket's options: checked, remembered, and those with immediate effect applied. Belongs to the entry holder. */
final class Settings {

    private final SocketCore core;
    private final ContextOptions context;
    private final OptionValues values;
    private long sendTimeoutNs;
    private long receiveTimeoutNs;

    Settings(SocketCore core, ContextOptions context) {
        this.core = core;
        this.context = context;
        this.values = core.options();
        sendTimeoutNs = timeoutNs(values.get(Options.SNDTIMEO));
        receiveTimeoutNs = timeoutNs(values.get(Options.RCVTIMEO));
    }

    static long timeoutNs(Duration limit) {
        if (Objects.requireNonNull(limit, "limit").isNegative()) {
            return -1;
        }
        // Longer than anybody waits, and safe to add to a clock.
        return limit.compareTo(Duration.ofDays(36_500)) > 0 ? -1 : limit.toNanos();
    }

    long sendTimeoutNs() {
        return sendTimeoutNs;
    }

    long receiveTimeoutNs() {
        return receiveTimeoutNs;
    }

    <T> void set(Option<T> option, T value) {
        checkUsable(option);
        option.check(value);
        values.set(option, copy(value));
        applyNow(option);
    }

    private void checkUsable(Option<?> option) {
        if (Objects.requireNonNull(option, "option").isDraft() && !context.draft()) {
            throw ZmqException.invalidArgument("option " + option
                    + " is a draft, and this context was opened without; open it with ContextOptions.withDraft(true)");
        }
        if (option == Options.HELLO_MSG && (core.type() == SocketType.ROUTER || core.type() == SocketType.SERVER)) {
            checkServerHello();
        } else {
            option.checkAppliesTo(core.type());
        }
    }

    private void checkServerHello() {
        if (!context.serverHello()) {
            throw ZmqException.invalidArgument("option HELLO_MSG belongs to " + Options.HELLO_MSG.types() + ", not to "
                    + core.type() + " unless the context was opened with ContextOptions.withServerHello(true)");
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T value) {
        if (value instanceof byte[] bytes) {
            return (T) bytes.clone();
        }
        return value instanceof Map<?, ?> map ? (T) Map.copyOf(map) : value;
    }

    private void applyNow(Option<?> option) {
        core.pattern().optionsChanged();
        if (option == Options.SNDTIMEO) {
            sendTimeoutNs = timeoutNs(values.get(Options.SNDTIMEO));
        } else if (option == Options.RCVTIMEO) {
            receiveTimeoutNs = timeoutNs(values.get(Options.RCVTIMEO));
        } else if (option == Options.SPIN) {
            core.lobby().spinFor(values.get(Options.SPIN).toNanos());
        } else if (option == Options.RCVHWM || option == Options.RCV_BYTES) {
            int highWaterMark = values.get(Options.RCVHWM);
            long bytes = highWaterMark == 0 ? 0 : values.get(Options.RCV_BYTES);
            core.pipes().forEach(pipe -> pipe.far().receiveLimits(highWaterMark, bytes));
        } else if (option == Options.SNDHWM || option == Options.SND_BYTES) {
            int highWaterMark = values.get(Options.CONFLATE) ? 1 : values.get(Options.SNDHWM);
            long bytes = highWaterMark == 0 ? 0 : values.get(Options.SND_BYTES);
            for (Pipe pipe : core.pipes()) {
                pipe.far().sendLimits(pipe.out(), highWaterMark, bytes);
                core.writable(pipe);
            }
        }
    }

    <T> T get(Option<T> option) {
        checkUsable(option);
        if (!option.gettable()) {
            throw new ZmqException(ErrorCode.EINVAL, "option " + option.name() + " can only be set");
        }
        if (option == Options.LAST_ENDPOINT) {
            return option.type().cast(core.endpoints().last());
        }
        if (option == Options.TOPICS_COUNT) {
            return option.type()
                    .cast((int) Math.min(Integer.MAX_VALUE, core.pattern().topics()));
        }
        if (option == Options.TYPE) {
            return option.type().cast(core.type());
        }
        if (option == Options.THREAD_SAFE) {
            return option.type().cast(core.type().isThreadSafe());
        }
        return copy(values.get(option));
    }
}
