package org.lingmq.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** REQ and REP: client processes ask this one how often words occur. */
final class Requests implements Part {
    private static final int CLIENTS = 3;
    private static final int QUESTIONS = 50;
    private static final int QUESTIONS_SHOWN = 3;
    private static final Duration LOOK_AROUND = Duration.ofMillis(50);
    private static final long PATIENCE_MS = 10_000;

    @Override
    public String name() {
        return "requests";
    }

    @Override
    public String title() {
        return "REQ and REP over tcp: several clients ask one server";
    }

    @Override
    public void run(Stage stage) {
        Map<String, Long> counts = stage.text().counts();
        List<String> questions = stage.text().topWords(QUESTIONS);
        stage.screen().line("   %d client processes (REQ) <--> server (REP), in this process", CLIENTS);
        try (Context context = stage.backstage().context();
                Socket server = context.socket(SocketType.REP)) {
            List<String> arguments = new ArrayList<>(List.of(server.bind("tcp://127.0.0.1:*")));
            arguments.addAll(questions);
            List<Child> clients =
                    stage.cast("client", Client.class, "client.py", Collections.nCopies(CLIENTS, arguments));
            int answered = 0;
            long lastNewsNs = System.nanoTime();
            while (clients.stream().anyMatch(Child::alive)) {
                Message question = server.receive(LOOK_AROUND);
                if (question != null) {
                    server.send(String.valueOf(counts.getOrDefault(question.text(), 0L)));
                    answered++;
                    lastNewsNs = System.nanoTime();
                } else if (System.nanoTime() - lastNewsNs > Stage.STUCK_NS) {
                    throw new DemoFailure("No question came for 30 s.");
                }
            }
            List<String> expected = questions.stream()
                    .map(word -> word + " " + counts.get(word))
                    .toList();
            for (Child client : clients) {
                checkAnswers(client, expected);
                stage.screen().line("   %s was told: %s", client.name(), shown(questions, counts));
            }
            stage.screen()
                    .checked(
                            "%s, %s.",
                            Screen.count(answered, "question", "questions"),
                            Screen.count((long) CLIENTS * expected.size(), "right answer", "right answers"));
        }
    }

    private static String shown(List<String> questions, Map<String, Long> counts) {
        List<String> first = questions.stream()
                .limit(QUESTIONS_SHOWN)
                .map(word -> Screen.format("%s %,d", word, counts.get(word)))
                .toList();
        return String.join(", ", first) + (questions.size() > QUESTIONS_SHOWN ? ", ..." : "");
    }

    private static void checkAnswers(Child client, List<String> expected) {
        if (client.await(PATIENCE_MS) != 0) {
            throw new DemoFailure(client.obituary());
        }
        List<String> answers = client.lines();
        if (!answers.equals(expected)) {
            throw new DemoFailure(client.name() + " got wrong answers: " + answers + " instead of " + expected + ".");
        }
    }
}
