package org.lingmq.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;
import org.lingmq.Context;
import org.lingmq.spi.Engine;

/**
 * Imports point down only. The same table stands in config/import-control.xml, which reads sources; this one reads byte
 * code, where nothing hides behind a full name.
 */
class LayersTest {
    @Test
    void importsPointDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("api")
                .definedBy("org.lingmq")
                .layer("spi")
                .definedBy("org.lingmq.spi")
                .layer("lane")
                .definedBy("org.lingmq.lane")
                .layer("io")
                .definedBy("org.lingmq.io")
                .layer("zmtp")
                .definedBy("org.lingmq.zmtp")
                .layer("security")
                .definedBy("org.lingmq.security")
                .layer("pattern")
                .definedBy("org.lingmq.pattern")
                .layer("socket")
                .definedBy("org.lingmq.socket")
                .layer("transport")
                .definedBy("org.lingmq.transport")
                .layer("stream")
                .definedBy("org.lingmq.transport.stream")
                .layer("ip")
                .definedBy("org.lingmq.transport.ip")
                .layer("tcp, ipc, inproc, udp")
                .definedBy("org.lingmq.transport.[tcp|ipc|inproc|udp]")
                .layer("engine")
                .definedBy("org.lingmq.engine")
                .whereLayer("api")
                .mayNotAccessAnyLayer()
                .whereLayer("spi")
                .mayOnlyAccessLayers("api")
                .whereLayer("lane")
                .mayOnlyAccessLayers("api", "spi")
                .whereLayer("io")
                .mayOnlyAccessLayers("api", "spi", "lane")
                .whereLayer("zmtp")
                .mayOnlyAccessLayers("api", "spi", "lane")
                .whereLayer("security")
                .mayOnlyAccessLayers("api", "spi", "lane", "zmtp")
                .whereLayer("pattern")
                .mayOnlyAccessLayers("api", "spi", "lane")
                .whereLayer("socket")
                .mayOnlyAccessLayers("api", "spi", "lane", "io", "pattern", "transport")
                .whereLayer("transport")
                .mayOnlyAccessLayers("api", "spi", "lane", "io", "pattern")
                .whereLayer("stream")
                .mayOnlyAccessLayers("api", "spi", "lane", "io", "pattern", "zmtp", "security", "transport")
                .whereLayer("ip")
                .mayOnlyAccessLayers("api", "spi")
                .whereLayer("tcp, ipc, inproc, udp")
                .mayOnlyAccessLayers("api", "spi", "lane", "io", "pattern", "transport", "stream", "ip")
                .whereLayer("engine")
                .mayNotBeAccessedByAnyLayer()
                .ignoreDependency(Context.class, Engine.class)
                .check(CoreClasses.ALL);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().assignedFrom(new ByPackage())
                .should()
                .beFreeOfCycles()
                // The leaf has to name the service that ServiceLoader finds.
                .ignoreDependency(Context.class, Engine.class)
                .check(CoreClasses.ALL);
    }

    @Test
    void coreNeedsOnlyTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.lingmq..")
                .check(CoreClasses.ALL);
    }

    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
