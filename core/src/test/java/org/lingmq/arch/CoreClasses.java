package org.lingmq.arch;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.lingmq.Context;

/** The compiled classes of core, without tests, from wherever this build put them. */
final class CoreClasses {
    static final JavaClasses ALL = new ClassFileImporter().importPath(folder());

    private CoreClasses() {}

    static Path folder() {
        try {
            return Path.of(Context.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
