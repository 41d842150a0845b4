package org.lingmq.arch;

import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.core.domain.JavaModifier.VOLATILE;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Shared state stands in a handful of classes; protocol code takes everything it needs from outside. */
class SharedStateTest {
    private static final DescribedPredicate<JavaClass> OUTSIDE_LANES = DescribedPredicate.describe(
            "outside lane, io and the two tables of the engine",
            type -> !type.getName().matches("org\\.lingmq\\.(lane|io|engine\\.(InprocNames|OpenSockets)).*"));

    private static final String[] PROTOCOL = {"org.lingmq.zmtp", "org.lingmq.security", "org.lingmq.pattern"};
    private static final String[] PROTOCOL_AND_LANES = {
        "org.lingmq.zmtp", "org.lingmq.security", "org.lingmq.pattern", "org.lingmq.lane"
    };

    @Test
    void volatileFieldsStandInLanes() {
        noFields()
                .that()
                .areDeclaredInClassesThat(OUTSIDE_LANES)
                .should()
                .haveModifier(VOLATILE)
                .check(CoreClasses.ALL);
    }

    @Test
    void synchronizedMethodsStandInLanes() {
        noMethods()
                .that()
                .areDeclaredInClassesThat(OUTSIDE_LANES)
                .should()
                .haveModifier(SYNCHRONIZED)
                .check(CoreClasses.ALL);
    }

    @Test
    void atomicsLocksAndHandlesStandInLanes() {
        noClasses()
                .that(OUTSIDE_LANES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent.atomic", "java.util.concurrent.locks")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(VarHandle.class)
                .check(CoreClasses.ALL);
    }

    @Test
    void clockRandomAndNamesComeFromOutside() {
        noClasses()
                .that()
                .resideInAnyPackage(PROTOCOL_AND_LANES)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(InetAddress.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(RandomGenerator.class)
                .check(CoreClasses.ALL);
    }

    @Test
    void protocolCodeKnowsNoThread() {
        noClasses()
                .that()
                .resideInAnyPackage(PROTOCOL)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent", "java.nio.channels")
                .check(CoreClasses.ALL);
    }

    @Test
    void aLibraryDoesNotWriteToTheConsole() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CoreClasses.ALL);
    }
}
