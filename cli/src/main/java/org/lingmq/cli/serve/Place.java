package org.lingmq.cli.serve;

import java.nio.file.Path;
import java.util.List;

/**
 * What the words of the command name: a folder, a port.
 *
 * @param folder null if not named
 * @param port null if not named
 */
record Place(Path folder, Integer port) {
    /**
     * Reads the words, in either order: a bare number is the port, everything else the folder.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static Place parse(List<String> words) {
        Path folder = null;
        Integer port = null;
        for (String word : words) {
            if (PortNumber.isMeant(word)) {
                if (port != null) {
                    throw new IllegalArgumentException("Both " + port + " and " + word
                            + " look like the port; a folder called " + word + " is ./" + word + ".");
                }
                port = PortNumber.parse(word);
            } else if (folder != null) {
                throw new IllegalArgumentException(
                        "Only one folder can be served, not " + folder + " and " + word + ".");
            } else {
                folder = Path.of(word);
            }
        }
        return new Place(folder, port);
    }
}
