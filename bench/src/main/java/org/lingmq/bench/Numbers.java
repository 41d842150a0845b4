package org.lingmq.bench;

import java.util.Locale;

/** Writes figures as people read them. */
final class Numbers {

    private Numbers() {}

    /** Three digits that matter, with k, M or G. */
    static String shortly(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        if (size >= 1e9) {
            return digits(value / 1e9) + " G";
        }
        if (size >= 1e6) {
            return digits(value / 1e6) + " M";
        }
        return size >= 1e4 ? digits(value / 1e3) + " k" : digits(value);
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A ratio. */
    static String ratio(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }
}
