package org.lingmq.web.site;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** The content codings (RFC 9110 section 8.4.1) a file may lie ready in, as a sibling; the smallest first. */
enum Coding {
    BR("br", ".br"),
    ZSTD("zstd", ".zst"),
    GZIP("gzip", ".gz");

    private static final List<Coding> ALL = List.of(values());

    private final String token;
    private final String ending;
    private final HttpField field;

    Coding(String token, String ending) {
        this.token = token;
        this.ending = ending;
        this.field = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, token);
    }

    static List<Coding> all() {
        return ALL;
    }

    /** What the sibling's name has behind the file's. */
    String ending() {
        return ending;
    }

    /** {@code Content-Encoding}. */
    HttpField field() {
        return field;
    }

    /** Does a client take this coding, and rather than the file as it is? */
    boolean isAccepted(HttpFields request) {
        List<String> headers = request.getValuesList(HttpHeader.ACCEPT_ENCODING);
        if (headers.isEmpty()) {
            return false;
        }
        QuotedQualityCSV accepted = new QuotedQualityCSV();
        headers.forEach(accepted::addValue);
        double own = -1;
        double any = 0;
        double identity = -1;
        for (QuotedQualityCSV.QualityValue value : accepted.getQualityValues()) {
            switch (value.getValue().toLowerCase(java.util.Locale.ROOT)) {
                case "*" -> any = value.getWeight();
                case "identity" -> identity = value.getWeight();
                case "x-gzip" -> own = this == GZIP && own < 0 ? value.getWeight() : own;
                default -> own = value.getValue().equalsIgnoreCase(token) ? value.getWeight() : own;
            }
        }
        double weight = own >= 0 ? own : any;
        return weight > 0 && weight >= identity;
    }
}
