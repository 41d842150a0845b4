package org.lingmq.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The jar as a program: serves the folder {@code static} to everyone, on the port that is its one argument. */
public final class Main {
    private static final int USAGE = 2;
    private static final int TAKEN = 5;
    /** Held, so that its level is not forgotten with it. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private Main() {}

    /**
     * Serves until the process is ended.
     *
     * @param arguments the port, in digits
     */
    public static void main(String[] arguments) {
        JETTY.setLevel(Level.WARNING);
        if (arguments.length != 1 || !arguments[0].matches("[0-9]{1,5}") || Integer.parseInt(arguments[0]) > 65_535) {
            System.err.println("Usage: java -jar lingmq-web.jar PORT");
            System.exit(USAGE);
        }
        HttpWebServer server = HttpWebServer.builder()
                .folder(Path.of("static"))
                .host("0.0.0.0")
                .port(Integer.parseInt(arguments[0]))
                .build();
        try {
            server.startAsync();
            System.out.println("Serving static at " + server.uri());
            server.join();
        } catch (java.net.BindException taken) {
            System.err.println(taken.getMessage());
            System.exit(TAKEN);
        } catch (IOException failed) {
            System.err.println("The folder static cannot be served: " + failed.getMessage());
            System.exit(1);
        } catch (InterruptedException stopped) {
            server.close();
        }
    }
}
