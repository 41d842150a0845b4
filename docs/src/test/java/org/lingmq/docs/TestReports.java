package org.lingmq.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the test runs of this build wrote down.
 *
 * @param ran the methods that ran, in whichever class
 * @param skipped the methods that were skipped
 */
record TestReports(Set<String> ran, Set<String> skipped) {

    /** The reports of all modules, of the build with the same output folder as this one. */
    static TestReports ofThisBuild() throws IOException, XMLStreamException {
        Path here = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
        Path build = here.relativize(here.resolve(System.getProperty("lingmq.build", "target")));
        TestReports reports = new TestReports(new TreeSet<>(), new TreeSet<>());
        for (Path module : NamedTest.modules()) {
            Path folder = module.resolve(build).resolve("surefire-reports");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.filter(TestReports::isReport).toList()) {
                        reports.read(file);
                    }
                }
            }
        }
        return reports;
    }

    private static boolean isReport(Path file) {
        return file.getFileName().toString().matches("TEST-.*\\.xml");
    }

    private void read(Path file) throws IOException, XMLStreamException {
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
            String method = "";
            boolean wasSkipped = false;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (xml.getLocalName().equals("testcase")) {
                        // A parameterized test has its parameters and a number behind its name.
                        method = xml.getAttributeValue(null, "name").replaceFirst("\\W.*", "");
                        wasSkipped = false;
                    } else if (xml.getLocalName().equals("skipped")) {
                        wasSkipped = true;
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals("testcase")) {
                    (wasSkipped ? skipped : ran).add(method);
                }
            }
        }
    }
}
