package org.lingmq.arch;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One type of the public API as text: its declaration, then its visible members by name. */
final class ApiText {
    private ApiText() {}

    /** Whether users can name the type: it and all types around it are public or protected. */
    static boolean isVisible(Class<?> type) {
        return isVisible(type.getModifiers())
                && !type.isSynthetic()
                && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    static String of(Class<?> type) {
        Stream<String> members = Stream.of(
                        Arrays.stream(type.getDeclaredFields())
                                .filter(field -> isVisible(field.getModifiers()) && !field.isSynthetic())
                                .map(ApiText::field),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(ApiText::isVisible)
                                .map(Constructor::toGenericString),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(ApiText::isVisible)
                                .map(Method::toGenericString))
                .flatMap(lines -> lines)
                .map(line -> shortened(withoutOwner(line, type)))
                .sorted(Comparator.comparing(ApiText::sortKey));
        return declaration(type) + "\n"
                + members.map(line -> "    " + line + "\n").collect(Collectors.joining());
    }

    private static String declaration(Class<?> type) {
        StringBuilder text = new StringBuilder(type.toGenericString());
        if (type.getGenericSuperclass() != null && type.getGenericSuperclass() != Object.class) {
            text.append(" extends ").append(type.getGenericSuperclass().getTypeName());
        }
        append(text, type.isInterface() ? " extends " : " implements ", List.of(type.getGenericInterfaces()));
        append(text, " permits ", type.isSealed() ? List.of(type.getPermittedSubclasses()) : List.of());
        return shortened(text.toString());
    }

    /** A constructor loses the name of its package, a member that of its type. */
    private static String withoutOwner(String line, Class<?> type) {
        String owner = "\\Q" + type.getName() + "\\E";
        return line.replaceFirst(owner + "\\(", type.getSimpleName() + "(")
                .replaceFirst(owner + "\\.(?=\\w+(\\(|$| =))", "");
    }

    private static String shortened(String line) {
        return line.replaceAll("\\b(java\\.(lang|util|time)|org\\.lingmq(\\.spi)?)\\.(?=[A-Z])", "")
                .replaceAll(",(?! )", ", ")
                .replace('$', '.');
    }

    /** Fields first, then constructors and methods; overloads side by side. */
    private static String sortKey(String line) {
        int end = line.indexOf('(');
        return end < 0 ? "0" + line : "1" + line.substring(line.lastIndexOf(' ', end) + 1);
    }

    private static void append(StringBuilder text, String word, List<? extends Type> types) {
        if (!types.isEmpty()) {
            text.append(types.stream().map(Type::getTypeName).collect(Collectors.joining(", ", word, "")));
        }
    }

    /** A constant shows its value: compilers copy it into the programs that use it. */
    private static String field(Field field) {
        boolean constant = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        try {
            return field.toGenericString() + (constant ? " = " + field.get(null) : "");
        } catch (IllegalAccessException hidden) {
            return field.toGenericString();
        }
    }

    private static boolean isVisible(Executable member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic();
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
