package org.lingmq.interop;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skipped where Python with libzmq is missing; {@code .ci/run} takes a skipped test for a failure. */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "org.lingmq.interop.PythonPeer#available",
        disabledReason = "needs /usr/bin/python3 with zmq (Debian: python3-zmq)")
@interface NeedsLibzmq {}
