package org.lingmq.cli.serve;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lingmq.web.HttpWebServer;
import org.lingmq.web.HttpWebServerBuilder;
import org.lingmq.web.PortTakenException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The subcommand {@code serve}. */
@Command(
        name = "serve",
        description = {"Serves a folder to browsers and other programs.", ""},
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  ling serve                        the current folder, on port 8000",
            "  ling serve site 9000              another folder, another port",
            "  ling serve --host 0.0.0.0 --qr    for others; a code for the camera of a phone",
            "  ling serve dist --spa             a program in the browser that makes up paths",
            "  ling serve --page sorry.html      one page, whatever is asked for",
            "  ling serve --live-reload --open   pages in the browser follow the files",
            "  ling serve --tls-self-signed      over TLS, with HTTP/2",
            "  ling serve --hash ann >.passwords && ling serve --auth .passwords",
            "",
            "Exit code: 130 when stopped by Ctrl-C, 143 by SIGTERM, 2 for wrong options,",
            "1 when something cannot be read, 5 when port or address cannot be had;",
            "0 after --hash and --help.",
        })
public final class Serve implements Callable<Integer> {
    private static final int DEFAULT_PORT = 8000;
    private static final int PORTS_TO_TRY = 100;
    private static final int FAILED = 1;
    private static final int TAKEN = 5;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "[DIR] [PORT]",
            arity = "0..2",
            hideParamSyntax = true,
            description = "The folder, the current one if not given, and the port, 8000 if not given. A bare number is"
                    + " the port: a folder called 8000 is ./8000.")
    private final List<String> words = new ArrayList<>();

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "The port, 0 to 65535; 0 takes any that is free and says which.")
    private Integer port;

    @Option(names = "--auto-port", description = "When the port is taken, the next one that is free.")
    private boolean autoPort;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on, IPv4 or IPv6; ${DEFAULT-VALUE} if not given, which only this machine"
                            + " reaches. 0.0.0.0 is all of them.")
    private String host;

    @Option(names = "--open", description = "Open it in the browser.")
    private boolean open;

    @Option(names = "--qr", description = "Print a QR code of its address, for the camera of a phone.")
    private boolean qr;

    @ArgGroup(validate = false, heading = "%nWhat is shown:%n", order = 1)
    private final ShownOptions shown = new ShownOptions();

    @ArgGroup(validate = false, heading = "%nWho may connect, and for how long:%n", order = 2)
    private final GuardOptions guard = new GuardOptions();

    @ArgGroup(validate = false, heading = "%nWhat is said:%n", order = 3)
    private final SaidOptions said = new SaidOptions();

    @Option(
            names = "--hash",
            paramLabel = "USER",
            description = "Serve nothing: ask for a password and print the line for the file of --auth.")
    private String user;

    /** Made by picocli. */
    public Serve() {}

    /**
     * Serves until the process is told to stop.
     *
     * @return 0 when a password was made, 1 when something cannot be read, 5 when the port or the address cannot be had
     */
    @Override
    public Integer call() throws InterruptedException {
        if (user != null) {
            return new PasswordLine(spec.commandLine()).print(user);
        }
        try (HttpWebServer server = started(chosenPort())) {
            if (!closedAtTheEnd(server)) {
                return 0;
            }
            announce(server);
            server.join();
            return 0;
        } catch (BindException taken) {
            return refuse(taken.getMessage(), TAKEN);
        } catch (IOException unreadable) {
            return refuse(sentence(unreadable), FAILED);
        }
    }

    /** Lets answers finish when the process is told to stop; false when it already was. */
    private static boolean closedAtTheEnd(HttpWebServer server) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "lingmq-web-stop"));
            return true;
        } catch (IllegalStateException stopping) {
            return false;
        }
    }

    private HttpWebServer started(int first) throws IOException {
        for (int candidate = first; ; candidate++) {
            HttpWebServer server = built(candidate);
            try {
                return server.startAsync();
            } catch (PortTakenException taken) {
                server.close();
                if (!autoPort || candidate - first == PORTS_TO_TRY || candidate == 65_535) {
                    throw taken;
                }
            }
        }
    }

    private HttpWebServer built(int chosenPort) {
        try {
            HttpWebServerBuilder server = HttpWebServer.builder().host(host).port(chosenPort);
            shown.apply(server);
            guard.apply(server);
            said.apply(server, spec.commandLine().getErr());
            Path folder = place().folder();
            if (folder != null && shown.page() != null) {
                throw new IllegalArgumentException("Choose one of --page and the folder '" + folder + "'.");
            }
            return server.folder(folder == null ? Path.of("") : folder).build();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private int chosenPort() {
        Integer inWords = place().port();
        if (port != null && inWords != null) {
            throw new ParameterException(
                    spec.commandLine(), "The port is given twice: " + inWords + " and -p " + port + ".");
        }
        return port != null ? port : inWords != null ? inWords : DEFAULT_PORT;
    }

    private Place place() {
        try {
            return Place.parse(words);
        } catch (IllegalArgumentException | TypeConversionException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private void announce(HttpWebServer server) {
        PrintWriter out = spec.commandLine().getOut();
        URI here = server.uri();
        out.println("Serving " + (shown.page() == null ? server.folder() : shown.page()) + " at " + here);
        List<URI> others = Addresses.isAny(host) ? Addresses.forOthers(here) : List.of();
        others.forEach(uri -> out.println("For other machines: " + uri));
        server.fingerprint().ifPresent(print -> out.println("Certificate (SHA-256): " + print));
        URI shownToPhones = others.isEmpty() ? here : others.get(0);
        if (shown.needsIndex() && !Files.exists(server.folder().resolve("index.html"))) {
            out.println("There is no index.html in it: --list shows what there is.");
        }
        if (qr) {
            out.println("The code is for " + shownToPhones);
            QrCode.lines(shownToPhones.toString(), terminalCharset()).forEach(out::println);
            if (!server.isOpenToOthers()) {
                out.println("No phone reaches this address: --host 0.0.0.0 opens it to others.");
            }
        }
        out.println("Ctrl-C stops it.");
        out.flush();
        if (open && !BrowserOpening.ofSystem().open(here)) {
            refuse("No browser was found; open " + here + " yourself.", 0);
        }
    }

    /** What the terminal can show; from JDK 18 on the default charset does not tell. */
    private static Charset terminalCharset() {
        return Charset.forName(
                System.getProperty("stdout.encoding", Charset.defaultCharset().name()));
    }

    /** The JDK's exceptions often say no more than the name of the file. */
    private static String sentence(IOException failed) {
        if (failed instanceof NotDirectoryException notFolder) {
            return notFolder.getFile() + " is no folder; to answer every path with one file: --page "
                    + notFolder.getFile();
        }
        if (failed instanceof NoSuchFileException missing) {
            return missing.getFile() + ": "
                    + (missing.getReason() == null ? "there is no such file" : missing.getReason()) + ".";
        }
        if (failed instanceof FileSystemException other) {
            return other.getFile() + " cannot be read: "
                    + (other.getReason() == null ? other.getClass().getSimpleName() : other.getReason()) + ".";
        }
        return String.valueOf(failed.getMessage());
    }

    private int refuse(String sentence, int exitCode) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(spec.qualifiedName() + ": " + sentence);
        err.flush();
        return exitCode;
    }
}
