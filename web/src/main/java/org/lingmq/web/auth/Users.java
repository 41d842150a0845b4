package org.lingmq.web.auth;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a password file said at one moment. Immutable. */
final class Users {

    private static final String HOW = "make the line with `ling serve --hash` or `htpasswd -B`.";
    /** Windows puts it before UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<String, String> hashes;
    /** One for each user, so that a decoy drawn from them cannot be told from a user by its cost. */
    private final List<Integer> costs;

    private Users(Map<String, String> hashes) {
        this.hashes = Map.copyOf(hashes);
        this.costs = hashes.isEmpty()
                ? List.of(Bcrypt.COST)
                : hashes.values().stream().map(Bcrypt::cost).sorted().toList();
    }

    /**
     * Reads lines {@code user:hash}; blank lines and those that begin with {@code #} say nothing.
     *
     * @param file only named in messages
     * @throws IllegalArgumentException when a line is anything else; the message is for a user, says which line it is,
     *     and has nothing of the line in it
     */
    static Users parse(Path file, String text) {
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        Map<String, String> hashes = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        int number = 0;
        for (String line : content.lines().toList()) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            String where = "Line " + number + " of " + file;
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException(where + " has no colon, but is to be user:hash; " + HOW);
            }
            String user = line.substring(0, colon);
            String problem = Bcrypt.userProblem(user);
            if (problem != null) {
                throw new IllegalArgumentException(where + ": the " + problem);
            }
            String hash = line.substring(colon + 1);
            if (!Bcrypt.isHash(hash)) {
                throw new IllegalArgumentException(
                        where + " has no bcrypt hash with a cost from 4 to 17, the only kind accepted; " + HOW);
            }
            Integer before = numbers.put(user, number);
            if (before != null) {
                throw new IllegalArgumentException(
                        where + " is for the same user as line " + before + ": remove one of them.");
            }
            hashes.put(user, hash);
        }
        return new Users(hashes);
    }

    /** The hash of a user, or null. */
    String hash(String user) {
        return hashes.get(user);
    }

    boolean isEmpty() {
        return hashes.isEmpty();
    }

    /**
     * A hash no password fits, for a name that is not here, with a cost that users here have.
     *
     * @param draw any number, the same one whenever the same name is asked for
     */
    String decoy(int draw) {
        return Bcrypt.decoy(costs.get(Math.floorMod(draw, costs.size())));
    }
}
