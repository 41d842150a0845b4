package org.lingmq.web.site;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;

/** What is in a folder, as a page, or as JSON for a client that would rather have that. */
final class Listing {
    private static final DateTimeFormatter SHOWN_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String JSON_TYPE = "application/json";

    private record Entry(String name, boolean folder, long size, Instant modified) {}

    private final Site site;
    private final FixedFields fields;
    private final Path folder;
    private final String path;

    /**
     * A listing.
     *
     * @param path of the folder in the site, decoded, with a slash at its end
     */
    Listing(Site site, FixedFields fields, Path folder, String path) {
        this.site = site;
        this.fields = fields;
        this.folder = folder;
        this.path = path;
    }

    void answer(Request request, Response response, Callback callback) throws IOException {
        List<Entry> entries = entries();
        boolean json = wantsJson(request.getHeaders());
        byte[] body = (json ? json(entries) : html(entries)).getBytes(StandardCharsets.UTF_8);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, json ? JSON_TYPE + "; charset=utf-8" : Html.CONTENT_TYPE);
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        headers.add(HttpHeader.VARY, "Accept");
        fields.finish(headers);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Is JSON the first of the two that the client names? */
    private static boolean wantsJson(HttpFields request) {
        for (String type : request.getQualityCSV(HttpHeader.ACCEPT, QuotedQualityCSV.MOST_SPECIFIC_MIME_ORDERING)) {
            if (type.startsWith(JSON_TYPE)) {
                return true;
            }
            if (type.startsWith("text/html")) {
                return false;
            }
        }
        return false;
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path each : (Iterable<Path>) inside::iterator) {
                if (site.shows(each)) {
                    add(each, entries);
                }
            }
        }
        entries.sort(Comparator.comparing((Entry entry) -> !entry.folder()).thenComparing(Entry::name));
        return entries;
    }

    private static void add(Path each, List<Entry> entries) {
        try {
            BasicFileAttributes is = Files.readAttributes(each, BasicFileAttributes.class);
            if (is.isDirectory() || is.isRegularFile()) {
                String name = each.getFileName().toString();
                entries.add(new Entry(
                        name, is.isDirectory(), is.size(), is.lastModifiedTime().toInstant()));
            }
        } catch (IOException goneMeanwhile) {
            // Then it is not listed.
        }
    }

    private static String json(List<Entry> entries) throws IOException {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Entry entry : entries) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", entry.name());
            one.put("type", entry.folder() ? "folder" : "file");
            if (!entry.folder()) {
                one.put("size", entry.size());
            }
            one.put("modified", entry.modified().toString());
            all.add(one);
        }
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(all) + "\n";
    }

    private String html(List<Entry> entries) {
        StringBuilder body = new StringBuilder("<h1>").append(breadcrumbs()).append("</h1>\n<table>\n");
        body.append("<thead><tr><th>Name</th><th>Size</th><th>Changed (UTC)</th></tr></thead>\n<tbody>\n");
        if (!path.equals("/")) {
            body.append("<tr><td><a href=\"../\">../</a></td><td></td><td></td></tr>\n");
        }
        for (Entry entry : entries) {
            String name = entry.name() + (entry.folder() ? "/" : "");
            body.append("<tr><td>")
                    .append(link(reference(name), name))
                    .append("</td><td>")
                    .append(entry.folder() ? "" : size(entry.size()))
                    .append("</td><td>")
                    .append(SHOWN_TIME.format(entry.modified()))
                    .append("</td></tr>\n");
        }
        body.append("</tbody>\n</table>\n<p class=\"quiet\">")
                .append(entries.size())
                .append(entries.size() == 1 ? " entry" : " entries")
                .append("</p>\n");
        return Html.page("Index of " + path, body.toString());
    }

    /** Each folder on the way here is a link to it. */
    private String breadcrumbs() {
        if (path.equals("/")) {
            return "Index of /";
        }
        String[] names = path.substring(1).split("/");
        StringBuilder crumbs = new StringBuilder("Index of ").append(link("../".repeat(names.length), "home"));
        for (int i = 0; i < names.length; i++) {
            int up = names.length - 1 - i;
            crumbs.append(" / ").append(up == 0 ? Html.escape(names[i]) : link("../".repeat(up), names[i]));
        }
        return crumbs.toString();
    }

    private static String link(String reference, String text) {
        return "<a href=\"" + Html.escape(reference) + "\">" + Html.escape(text) + "</a>";
    }

    /** Relative, and never to be taken for a scheme or a host. */
    private static String reference(String name) {
        return "./" + URIUtil.encodePath(name).replace("?", "%3F").replace("#", "%23");
    }

    private static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double shown = bytes;
        String units = "kMGTPE";
        int unit = -1;
        while (shown >= 1023.95 && unit < units.length() - 1) {
            shown /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %siB", shown, unit == 0 ? "K" : units.substring(unit, unit + 1));
    }
}
