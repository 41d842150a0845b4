package org.lingmq.web.site;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The {@code Content-Type} of a file, by the end of its name. */
final class ContentTypes {
    /** Where browsers and Jetty's table differ, or the table has nothing. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("js", "text/javascript"),
            Map.entry("mjs", "text/javascript"),
            Map.entry("cjs", "text/javascript"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("jsonl", "application/jsonl"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("ico", "image/vnd.microsoft.icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("otf", "font/otf"),
            Map.entry("md", "text/markdown"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"),
            Map.entry("toml", "application/toml"),
            Map.entry("log", "text/plain"),
            Map.entry("vtt", "text/vtt"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("m4v", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("flac", "audio/flac"),
            Map.entry("wav", "audio/wav"),
            Map.entry("zst", "application/zstd"),
            Map.entry("br", "application/octet-stream"),
            Map.entry("7z", "application/x-7z-compressed"));
    /** Text although its type does not start with {@code text/}. */
    private static final Set<String> TEXTS = Set.of(
            "application/json",
            "application/jsonl",
            "application/manifest+json",
            "application/xml",
            "application/xhtml+xml",
            "application/yaml",
            "application/toml",
            "image/svg+xml");

    private static final HttpField UNKNOWN = field("application/octet-stream");

    private ContentTypes() {}

    static HttpField of(String fileName) {
        int dot = fileName.lastIndexOf('.');
        if (dot < 0) {
            return UNKNOWN;
        }
        String ending = fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        String type = OURS.get(ending);
        if (type == null) {
            type = MimeTypes.DEFAULTS.getMimeForExtension(ending);
        }
        return type == null ? UNKNOWN : field(type);
    }

    static boolean isHtml(HttpField contentType) {
        return contentType.getValue().startsWith("text/html");
    }

    private static HttpField field(String type) {
        boolean text = type.startsWith("text/") || TEXTS.contains(type);
        return new PreEncodedHttpField(
                HttpHeader.CONTENT_TYPE, text && !type.contains("charset") ? type + "; charset=utf-8" : type);
    }
}
