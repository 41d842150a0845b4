package org.lingmq.cli.serve;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port. */
final class PortNumber implements ITypeConverter<Integer> {
    private static final int LAST = 65_535;

    @Override
    public Integer convert(String word) {
        return parse(word);
    }

    /** Is this word meant to be a port, and not a folder? */
    static boolean isMeant(String word) {
        return word.matches("[0-9]+");
    }

    static int parse(String word) {
        String digits = word.replaceFirst("^0+(?=.)", "");
        if (!isMeant(word) || digits.length() > 5 || Integer.parseInt(digits) > LAST) {
            throw new TypeConversionException("'" + word + "' is no port: a port is a number from 0 to " + LAST
                    + ", and 0 means any that is free.");
        }
        return Integer.parseInt(digits);
    }
}
