package org.lingmq.web.site;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * How a site is shown.
 *
 * @param list do folders without an index show what is in them?
 * @param fallback the path of the page that navigations to missing pages get, as {@code /index.html}; null for none
 * @param page the one page that every path is answered with; null for a site of many
 * @param maxAgeSeconds how long clients may use an answer without asking again; 0: they always ask
 * @param html changes pages before they are sent; null for none
 */
public record SiteOptions(boolean list, String fallback, Path page, long maxAgeSeconds, UnaryOperator<byte[]> html) {}
