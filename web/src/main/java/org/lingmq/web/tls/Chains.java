package org.lingmq.web.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;

/** Which certificate belongs to a key, and which ones vouch for it. */
final class Chains {

    private static final byte[] SAMPLE = "sample".getBytes(StandardCharsets.US_ASCII);

    private Chains() {}

    /** Whether a server can use such a key at all. */
    static boolean suits(PrivateKey key) {
        return key instanceof RSAKey || sign(key) != null;
    }

    /** The first certificate whose public key is the other half of that key, or null. */
    static X509Certificate certificateOf(PrivateKey key, List<X509Certificate> certificates) {
        for (X509Certificate certificate : certificates) {
            if (belongs(key, certificate.getPublicKey())) {
                return certificate;
            }
        }
        return null;
    }

    /**
     * The chain upwards from a certificate, as far as the given ones reach. A key store takes a chain in order only,
     * and people join files in any order.
     */
    static List<X509Certificate> from(X509Certificate own, List<X509Certificate> certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        for (X509Certificate next = own; next != null; next = issuer(next, certificates, chain)) {
            chain.add(next);
        }
        return chain;
    }

    private static X509Certificate issuer(
            X509Certificate of, List<X509Certificate> certificates, List<X509Certificate> chain) {
        for (X509Certificate candidate : certificates) {
            if (!chain.contains(candidate)
                    && candidate.getSubjectX500Principal().equals(of.getIssuerX500Principal())
                    && signed(candidate, of)) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean belongs(PrivateKey key, PublicKey candidate) {
        if (key instanceof RSAKey half && candidate instanceof RSAKey other) {
            return half.getModulus().equals(other.getModulus());
        }
        byte[] signature = sign(key);
        if (signature == null) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(algorithm(key));
            verifier.initVerify(candidate);
            verifier.update(SAMPLE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException otherKindOfKey) {
            return false;
        }
    }

    /** A signature below the sample; null when such keys cannot sign here. */
    private static byte[] sign(PrivateKey key) {
        String algorithm = algorithm(key);
        if (algorithm == null) {
            return null;
        }
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(SAMPLE);
            return signer.sign();
        } catch (GeneralSecurityException curveUnknown) {
            return null;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
            default -> null;
        };
    }
}
