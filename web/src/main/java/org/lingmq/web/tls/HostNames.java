package org.lingmq.web.tls;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/** The names and addresses a certificate is for. Nothing is looked up in the DNS. */
final class HostNames {

    private static final Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final int NAME_CHARACTERS = 253;

    /** Lower case, in ASCII. */
    private final Set<String> names = new TreeSet<>();
    /** As {@link InetAddress} writes them, so that equal addresses are equal texts. */
    private final Set<String> addresses = new TreeSet<>();

    /**
     * Takes hosts as people write them: names in any script, addresses, IPv6 also in brackets or with a zone.
     *
     * @throws IllegalArgumentException when one is neither a name nor an address
     */
    HostNames(Collection<String> hosts) {
        for (String host : hosts) {
            add(host);
        }
    }

    private void add(String written) {
        String host =
                written.startsWith("[") && written.endsWith("]") ? written.substring(1, written.length() - 1) : written;
        int zone = host.indexOf('%');
        String address = zone < 0 ? host : host.substring(0, zone);
        if (IPAddress.isValid(address)) {
            addresses.add(canonical(address).getHostAddress());
        } else {
            names.add(ascii(host));
        }
    }

    private static String ascii(String host) {
        String name = "";
        try {
            name = IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAName) {
            // The empty name fails below.
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.length() > NAME_CHARACTERS || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + host + "' is no host: give a name such as pi.local, or an address such as 192.168.0.7.");
        }
        return name;
    }

    private static InetAddress canonical(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + literal + "' is no IP address: write it in full.", e);
        }
    }

    /** All of them, for the extension subjectAltName of RFC 5280. */
    GeneralNames alternatives() {
        List<GeneralName> all = new ArrayList<>();
        for (String name : names) {
            all.add(new GeneralName(GeneralName.dNSName, name));
        }
        for (String address : addresses) {
            all.add(new GeneralName(
                    GeneralName.iPAddress, new DEROctetString(canonical(address).getAddress())));
        }
        return new GeneralNames(all.toArray(GeneralName[]::new));
    }

    /** Whether a certificate is for all of them, each by itself: a wildcard counts for nothing but itself. */
    boolean within(X509Certificate certificate) {
        Set<String> has = new HashSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(alternative -> has.add(String.valueOf(alternative.get(1))));
            }
        } catch (CertificateParsingException e) {
            return false;
        }
        return has.containsAll(names) && has.containsAll(addresses);
    }
}
