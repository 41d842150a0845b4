package org.lingmq.web.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Reads certificates and keys from PEM files: keys in PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE KEY})
 * and SEC 1 ({@code EC PRIVATE KEY}).
 *
 * <p>Blocks of other kinds and text between the blocks are passed over, as OpenSSL does.
 */
public final class PemFiles {

    /** Far above any chain, and small enough that a disk image named by mistake does no harm. */
    private static final int LIMIT_BYTES = 1 << 20;

    private PemFiles() {}

    /**
     * Reads a certificate chain and the key to it. Certificates may be in any order; those that the chain does not need
     * are left out. Whether they have expired is not looked at: {@link Identity#expired} tells.
     *
     * @param certificates a PEM file with the server's certificate and those between it and a root
     * @param key a PEM file with the private key, not encrypted; may be the same file
     * @throws IllegalArgumentException when there is no such pair; the message is one sentence for a user, names the
     *     file and says what to do
     */
    public static Identity read(Path certificates, Path key) {
        Blocks certificateBlocks = parse(certificates);
        List<X509Certificate> found = certificatesOf(certificates, certificateBlocks);
        Blocks keyBlocks = key.equals(certificates) ? certificateBlocks : parse(key);
        PrivateKey privateKey = keyOf(key, keyBlocks);
        X509Certificate own = Chains.certificateOf(privateKey, found);
        if (own == null) {
            throw new IllegalArgumentException("The key in " + key + " does not belong to the certificate in "
                    + certificates + ": name the key file that was made together with the certificate.");
        }
        return new Identity(privateKey, Chains.from(own, found));
    }

    private static List<X509Certificate> certificatesOf(Path file, Blocks blocks) {
        if (blocks.certificates.isEmpty()) {
            throw new IllegalArgumentException("There is no certificate in " + file
                    + ": name a PEM file that has a -----BEGIN CERTIFICATE----- block.");
        }
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        List<X509Certificate> found = new ArrayList<>();
        for (X509CertificateHolder holder : blocks.certificates) {
            try {
                found.add(converter.getCertificate(holder));
            } catch (CertificateException e) {
                throw broken(file, e);
            }
        }
        return found;
    }

    private static PrivateKey keyOf(Path file, Blocks blocks) {
        if (blocks.key == null && blocks.encrypted) {
            throw new IllegalArgumentException(
                    "The key in " + file + " is encrypted: decrypt it with `openssl pkey -in " + file
                            + " -out key.pem`, and name the new file.");
        }
        if (blocks.key == null) {
            throw new IllegalArgumentException(
                    "There is no private key in " + file + ": name a PEM file that has a -----BEGIN PRIVATE KEY-----,"
                            + " -----BEGIN RSA PRIVATE KEY----- or -----BEGIN EC PRIVATE KEY----- block.");
        }
        PrivateKey key;
        try {
            key = new JcaPEMKeyConverter().getPrivateKey(blocks.key);
        } catch (IOException e) {
            throw unsuited(file, e);
        }
        if (!Chains.suits(key)) {
            throw unsuited(file, null);
        }
        return key;
    }

    private static IllegalArgumentException unsuited(Path file, Exception cause) {
        return new IllegalArgumentException(
                "The key in " + file + " is of a kind that cannot be used here:"
                        + " make one of the kinds RSA, EC (P-256, P-384, P-521) or Ed25519.",
                cause);
    }

    private static IllegalArgumentException broken(Path file, Exception cause) {
        return new IllegalArgumentException(
                "A block of the PEM file " + file + " is damaged: copy or export the file again.", cause);
    }

    private static Blocks parse(Path file) {
        Blocks blocks = new Blocks();
        try (PEMParser parser = new KnownBlocks(text(file))) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                blocks.take(block);
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof Refusal refusal) {
                throw refusal;
            }
            throw broken(file, e);
        }
        return blocks;
    }

    /** All bytes as characters: what stands between the blocks may be in any encoding. */
    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
            if (bytes.length > LIMIT_BYTES) {
                throw new Refusal("The file " + file + " is too large for a PEM file: name another one.", null);
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new Refusal("There is no file " + file + ": name the PEM file where it is.", e);
        } catch (AccessDeniedException e) {
            throw new Refusal("The file " + file + " may not be read: give the user of this program the right to.", e);
        } catch (IOException e) {
            throw new Refusal(
                    "The file " + file + " cannot be read (" + e.getMessage() + "): name a PEM file that can.", e);
        }
    }

    /** A sentence that is ready for the user, among whatever the parser throws. */
    private static final class Refusal extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Refusal(String message, Exception cause) {
            super(message, cause);
        }
    }

    /** Passes over blocks of which the parser has never heard, where it would give up. */
    private static final class KnownBlocks extends PEMParser {
        KnownBlocks(String text) {
            super(new StringReader(text));
        }

        @Override
        public PemObject readPemObject() throws IOException {
            PemObject block = super.readPemObject();
            while (block != null && !getSupportedTypes().contains(block.getType())) {
                block = super.readPemObject();
            }
            return block;
        }
    }

    /** What a file holds of use. */
    private static final class Blocks {
        private final List<X509CertificateHolder> certificates = new ArrayList<>();
        private PrivateKeyInfo key;
        private boolean encrypted;

        void take(Object block) {
            if (block instanceof X509CertificateHolder certificate) {
                certificates.add(certificate);
            } else if (block instanceof PEMKeyPair pair && key == null) {
                key = pair.getPrivateKeyInfo();
            } else if (block instanceof PrivateKeyInfo info && key == null) {
                key = info;
            } else if (block instanceof PEMEncryptedKeyPair || block instanceof PKCS8EncryptedPrivateKeyInfo) {
                encrypted = true;
            }
        }
    }
}
