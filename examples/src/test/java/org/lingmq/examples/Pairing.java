package org.lingmq.examples;

/** In which languages the two sides of an example are written; the last shows that the test expects what is right. */
enum Pairing {
    JAVA_AND_JAVA(Language.JAVA, Language.JAVA),
    JAVA_AND_PYTHON(Language.JAVA, Language.PYTHON),
    PYTHON_AND_JAVA(Language.PYTHON, Language.JAVA),
    PYTHON_AND_PYTHON(Language.PYTHON, Language.PYTHON);

    /** The side that binds, as a rule. */
    final Language first;

    /** The side that connects, as a rule. */
    final Language second;

    Pairing(Language first, Language second) {
        this.first = first;
        this.second = second;
    }
}
