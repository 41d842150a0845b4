package org.lingmq.web.site;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * The fields that every answer bears: {@code Server}, {@code X-Content-Type-Options}, and those the user wants, which
 * take the place of ours.
 */
public final class FixedFields {
    private static final List<HttpField> OURS = List.of(
            new PreEncodedHttpField(HttpHeader.SERVER, "PWS1.0"),
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff"));

    private final List<HttpField> ours = new ArrayList<>(OURS);
    private final List<HttpField> wanted;

    /**
     * The fields.
     *
     * @param wanted by the user, in their order; a name may come more than once
     */
    public FixedFields(List<HttpField> wanted) {
        this.wanted = List.copyOf(wanted);
        ours.removeIf(field -> isWanted(field.getName()));
    }

    /** Gives an answer its fields before anything else is said in it. */
    public void begin(HttpFields.Mutable answer) {
        for (HttpField field : ours) {
            answer.put(field);
        }
        finish(answer);
    }

    /** Puts what the user wants in the place of what was said meanwhile. */
    void finish(HttpFields.Mutable answer) {
        for (HttpField field : wanted) {
            answer.remove(field.getName());
        }
        for (HttpField field : wanted) {
            answer.add(field);
        }
    }

    /** Does the user have a word on this field? */
    boolean isWanted(String name) {
        return wanted.stream().anyMatch(field -> field.is(name));
    }
}
