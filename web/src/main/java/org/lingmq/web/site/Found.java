package org.lingmq.web.site;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * What a path of the site leads to: a file, and its siblings that hold the same compressed.
 *
 * @param name the type goes by its ending
 * @param contentType the field for the file, also when a sibling is sent
 * @param file the file as it is
 * @param siblings the compressed ones, current ones and those that are older than the file
 * @param folder where all of them lie
 * @param folderStamp as long as the folder bears it, no sibling has come or gone
 */
record Found(
        Path name,
        HttpField contentType,
        SiteFile file,
        Map<Coding, SiteFile> siblings,
        Path folder,
        Stamp folderStamp) {
    /** Has nothing changed? */
    boolean isCurrent() {
        if (!file.isCurrent() || !folderIsCurrent()) {
            return false;
        }
        for (SiteFile sibling : siblings.values()) {
            if (!sibling.isCurrent()) {
                return false;
            }
        }
        return true;
    }

    /** Are the siblings those that were there? */
    boolean folderIsCurrent() {
        return folderStamp != null && folderStamp.equals(Stamp.of(folder));
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

    /** Bytes held in memory. */
    long heldBytes() {
        long held = file.content() == null ? 0 : file.length();
        for (SiteFile sibling : siblings.values()) {
            held += sibling.content() == null ? 0 : sibling.length();
        }
        return held;
    }

    static Map<Coding, SiteFile> noSiblings() {
        return new EnumMap<>(Coding.class);
    }
}
