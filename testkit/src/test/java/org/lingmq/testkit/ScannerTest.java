package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scanners and clients of other protocols: each is turned away, nobody else notices, and the log stays quiet. */
@Tag("cve")
@ExtendWith(NothingLeftBehind.class)
class ScannerTest {
    private static final List<String> BANNERS = List.of(
            "\"GET\" 20 \"/\" 20 \"HTTP/1.0\" 0D 0A 0D 0A",
            "\"GET\" 20 \"/\" 20 \"HTTP/1.1\" 0D 0A \"Host:\" 20 \"x\" 0D 0A 0D 0A",
            "\"OPTIONS\" 20 \"*\" 20 \"HTTP/1.1\" 0D 0A 0D 0A",
            "\"PRI\" 20 \"*\" 20 \"HTTP/2.0\" 0D 0A 0D 0A \"SM\" 0D 0A 0D 0A 00 00 00 04 00 00 00 00 00",
            "16 03 01 00 31 01 00 00 2D 03 01 00x32 00 00 04 00 2F 00 FF 01 00",
            "16 03 01 00 31 01 00 00 2D 03 02 00x32 00 00 04 00 2F 00 FF 01 00",
            "16 03 01 00 31 01 00 00 2D 03 03 00x32 00 00 04 13 01 00 FF 01 00",
            "80 2E 01 00 02 00 15 00 00 00 10 00x37",
            "\"SSH-2.0-OpenSSH_9.2\" 0D 0A",
            "00 00 00 45 FF 53 4D 42 72 00x64",
            "00 00 00 90 FE 53 4D 42 40 00x139",
            "03 00 00 13 0E E0 00 00 00 00 00 01 00 08 00 03 00 00 00",
            "\"*1\" 0D 0A \"$4\" 0D 0A \"PING\" 0D 0A",
            "00 00 00 14 00 12 00 03 00 00 00 00 00 04 \"scan\" 00 00",
            "10 10 00 04 \"MQTT\" 04 02 00 3C 00 04 \"scan\"",
            "\"AMQP\" 00 00 09 01",
            "\"AMQP\" 03 01 00 00",
            "AC ED 00 05 77 04 00x4",
            "\"EHLO\" 20 \"scan\" 0D 0A",
            "\"USER\" 20 \"anonymous\" 0D 0A",
            "\"NICK\" 20 \"scan\" 0D 0A \"USER\" 20 \"scan\" 0D 0A",
            "05 01 00",
            "04 01 00 50 7F 00 00 01 00",
            "00 1E 00 06 01 00 00 01 00x6 07 \"version\" 04 \"bind\" 00 00 10 00 03",
            "30 0C 02 01 01 60 07 02 01 03 04 00 80 00",
            "3A 00 00 00 01 00 00 00 00 00 00 00 D4 07 00x8 \"admin.$cmd\" 00x24",
            "00 00 00 08 04 D2 16 2F",
            "00 00 00 54 00 03 00 00 \"user\" 00 \"postgres\" 00 00",
            "\"stats\" 0D 0A",
            "80 00x23",
            "FF FB 01 FF FB 03 FF FC 22",
            "\"JRMI\" 00 02 4B",
            "\"JDWP-Handshake\"",
            "\"NATS\" 20 7B 7D 0D 0A",
            "01 00",
            "FF 00x7 01 00 00 05 \"hello\"",
            "FF 00x7 01 7F 00 01",
            "FF 00x7 01 7F 01 08 00 00",
            "FF 00x7 01 7F 02 08 00 00",
            "0D 0A 0D 0A",
            "00",
            "00x1000",
            "FFx1000",
            "7Fx1000");

    private static final int MOST_LINES = 8;

    private final ConcurrentLinkedQueue<String> logged = new ConcurrentLinkedQueue<>();
    private final Logger logger = Logger.getLogger("org.lingmq");
    private final Handler collecting = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
                logged.add(entry.getLevel() + " " + entry.getMessage());
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void collectLog() {
        logger.addHandler(collecting);
    }

    @AfterEach
    void leaveLog() {
        logger.removeHandler(collecting);
        // One line in ten seconds, and one at the end of the context, however many come.
        assertTrue(logged.size() <= MOST_LINES, logged::toString);
        assertTrue(logged.stream().allMatch(line -> line.contains("HANDSHAKE_FAILED_PROTOCOL")), logged::toString);
    }

    @Test
    void T_SCAN_otherProtocolsAreTurnedAway() {
        try (LivePull pull = new LivePull();
                Strangers strangers = new Strangers()) {
            for (String banner : BANNERS) {
                byte[] words = Octets.of(banner);
                strangers.add(pull.endpoint, words);
                try (ScriptedPeer ending = pull.connect();
                        ScriptedPeer resetting = pull.connect()) {
                    ending.sendWhileOpen(words).endOutput();
                    ending.hearEnd();
                    resetting.sendWhileOpen(words).reset();
                }
            }
            Eventually.until(() -> pull.socket.peers().isEmpty(), () -> "one got in: " + pull.socket.peers());
            pull.assertServes(1_000);
        }
    }

    @Test
    void T_SCAN_connectionsThatOnlyComeAndGoAreNoTrouble() {
        try (LivePull pull = new LivePull()) {
            for (int i = 0; i < 300; i++) {
                ScriptedPeer peer = pull.connect();
                if (i % 3 == 0) {
                    peer.reset();
                } else if (i % 3 == 1) {
                    peer.close();
                } else {
                    peer.endOutput();
                    peer.hearEnd();
                    peer.close();
                }
            }
            pull.assertServes(1_000);
        }
    }

    @Test
    void T_SCAN_64KiBOfAnythingAreTurnedAway() {
        Random random = new Random(20_240_601);
        try (LivePull pull = new LivePull()) {
            for (int i = 0; i < 50; i++) {
                byte[] words = new byte[64 * 1024];
                random.nextBytes(words);
                if (i % 2 == 0) {
                    byte[] greeting = Octets.of(ScriptedPeer.GREETING);
                    System.arraycopy(greeting, 0, words, 0, greeting.length);
                }
                try (ScriptedPeer peer = pull.connect()) {
                    peer.sendWhileOpen(words);
                    peer.hearEnd();
                }
            }
            pull.assertServes(1_000);
        }
    }
}
