package org.lingmq.web.site;

import java.util.EnumMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * What a path of the site leads to: a file, and its siblings that hold the same compressed.
 *
 * @param contentType the field for the file, also when a sibling is sent
 * @param file the file as it is
 * @param siblings the compressed ones, current ones and those that are older than the file
 * @param folder where all of them lie: as long as it is what it was, no sibling has come or gone; null without siblings
 */
record Found(HttpField contentType, SiteFile file, Map<Coding, SiteFile> siblings, Seen folder) {
    /** Has nothing changed? */
    boolean isCurrent() {
        if (!file.isCurrent() || folder == null || !folder.wasSoLately()) {
            return false;
        }
        for (SiteFile sibling : siblings.values()) {
            if (!sibling.isCurrent()) {
                return false;
            }
        }
        return true;
    }

    /** The sibling to send to a client, null for the file as it is. */
    Coding choose(HttpFields request) {
        for (Map.Entry<Coding, SiteFile> sibling : siblings.entrySet()) {
            boolean fresh =
                    sibling.getValue().stamp().modifiedMs() >= file.stamp().modifiedMs();
            if (fresh && sibling.getKey().isAccepted(request)) {
                return sibling.getKey();
            }
        }
        return null;
    }

    /** What is sent for a coding, null for the file as it is. */
    SiteFile representation(Coding coding) {
        return coding == null ? file : siblings.get(coding);
    }

    /** Can all of it be sent without reading it first? */
    boolean isWholeInMemory() {
        if (!file.isInMemory()) {
            return false;
        }
        for (SiteFile sibling : siblings.values()) {
            if (!sibling.isInMemory()) {
                return false;
            }
        }
        return true;
    }

    /** Bytes held in memory. */
    long heldBytes() {
        long held = file.isInMemory() ? file.length() : 0;
        for (SiteFile sibling : siblings.values()) {
            held += sibling.isInMemory() ? sibling.length() : 0;
        }
        return held;
    }

    static Map<Coding, SiteFile> noSiblings() {
        return new EnumMap<>(Coding.class);
    }
}
