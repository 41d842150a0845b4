package org.lingmq.examples.start;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.lingmq.ZmqException;

/** Starts an example, so that a wrong argument or a port in use ends it with one sentence instead of a stack trace. */
final class Start {
    private Start() {}

    /**
     * Runs an example.
     *
     * @param arguments its name, and what it is to be told
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        String name = arguments[0];
        Method main = Class.forName("org.lingmq.examples." + name).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof NumberFormatException wrong) {
                String what = wrong.getMessage().replace("For input string: ", "");
                System.err.println(
                        name + ": " + what + " is no number; examples/run " + name + " --help says what to give.");
                System.exit(2);
            }
            if (e.getCause() instanceof ZmqException failure) {
                System.err.println(name + ": " + failure.getMessage());
                System.exit(1);
            }
            throw e;
        }
    }
}
