package org.lingmq.lane;

/**
 * The producer's word of a lane on cache lines of its own: it is written for every message and must not slow what lies
 * beside it. The JVM lays out the fields of a superclass before those of its subclass.
 */
@SuppressWarnings("unused")
class LaneTailWord {

    private long front0;
    private long front1;
    private long front2;
    private long front3;
    private long front4;
    private long front5;
    private long front6;
    private long front7;

    long tail;

    private long behind0;
    private long behind1;
    private long behind2;
    private long behind3;
    private long behind4;
    private long behind5;
    private long behind6;
    private long behind7;
    private long behind8;
    private long behind9;
    private long behind10;
    private long behind11;
    private long behind12;
    private long behind13;
    private long behind14;
}
