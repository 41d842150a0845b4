package org.lingmq.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which release this is and on which Java it runs. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String release = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "ling " + (release == null ? "(from classes)" : release),
            System.getProperty("java.vm.name") + " " + System.getProperty("java.version")
        };
    }
}
