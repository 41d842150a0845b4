package org.lingmq.transport.stream;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lingmq.SocketType;
import org.lingmq.zmtp.Metadata;

/**
 * What a peer said about itself, whatever the case of the names, and where it is; immutable, and small, as each
 * connection has one: what every peer says is kept once for all.
 */
final class PeerProperties extends AbstractMap<String, String> {

    private static final String PEER_ADDRESS = "Peer-Address";
    private static final Map<String, String> WELL_KNOWN = wellKnown();

    /** Names and values in turn. */
    private final String[] pairs;

    private PeerProperties(String[] pairs) {
        this.pairs = pairs;
    }

    private static Map<String, String> wellKnown() {
        Map<String, String> known = new HashMap<>();
        known.put(Metadata.SOCKET_TYPE, Metadata.SOCKET_TYPE);
        known.put(Metadata.IDENTITY, Metadata.IDENTITY);
        known.put("", "");
        for (SocketType type : SocketType.values()) {
            known.put(type.wireName(), type.wireName());
        }
        return Map.copyOf(known);
    }

    /** What was announced, whose names differ by more than case, and the address, which the peer cannot announce. */
    static PeerProperties of(Map<String, String> announced, String peerAddress) {
        List<String> pairs = new ArrayList<>();
        announced.forEach((name, value) -> {
            if (!name.equalsIgnoreCase(PEER_ADDRESS)) {
                pairs.addAll(List.of(shared(name), shared(value)));
            }
        });
        pairs.addAll(Arrays.asList(PEER_ADDRESS, peerAddress));
        return new PeerProperties(pairs.toArray(String[]::new));
    }

    /** The same text, of which there is but one when all peers say it. */
    static String shared(String text) {
        return text == null ? null : WELL_KNOWN.getOrDefault(text, text);
    }

    @Override
    public String get(Object name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equalsIgnoreCase(String.valueOf(name))) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        Set<Entry<String, String>> entries = new LinkedHashSet<>();
        for (int i = 0; i < pairs.length; i += 2) {
            entries.add(new SimpleImmutableEntry<>(pairs[i], pairs[i + 1]));
        }
        return Collections.unmodifiableSet(entries);
    }
}
