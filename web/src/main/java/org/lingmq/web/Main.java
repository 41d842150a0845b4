package org.lingmq.web;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The jar as a program: serves the folder {@code static} to everyone, on the port that is its one argument. */
public final class Main {
    private static final int USAGE = 2;
    private static final int TAKEN = 5;

    private Main() {}

    /**
     * Serves until the process is ended.
     *
     * @param arguments the port, in digits
     */
    public static void main(String[] arguments) {
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
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "lingmq-web-stop"));
            server.startAsync();
            System.out.println("Serving the folder static to this and all other machines, here at " + server.uri());
            System.out.println("Ctrl-C stops it.");
            server.join();
        } catch (BindException taken) {
            System.err.println(taken.getMessage());
            System.exit(TAKEN);
        } catch (NoSuchFileException missing) {
            System.err.println("There is no folder static in " + Path.of("").toAbsolutePath() + ".");
            System.exit(1);
        } catch (IOException failed) {
            System.err.println("The folder static cannot be served: " + failed.getMessage());
            System.exit(1);
        } catch (InterruptedException stopped) {
            server.close();
        }
    }
}
