package io.quorate.job.ledger;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Ed25519 signatures with keys in PEM files, as {@code openssl genpkey -algorithm ed25519} writes them. */
final class Ed25519 {
    private static final String ALGORITHM = "Ed25519";
    private static final int FINGERPRINT_BYTES = 8;

    private Ed25519() {}

    /** Base64 of the signature; throws UserError when the file holds no private key. */
    static String sign(Path privateKey, byte[] content) {
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(pem(privateKey, "PRIVATE KEY")));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(content);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw UserError.failed(
                    "--sign: expected an Ed25519 private key in " + privateKey + ", was " + RootCause.of(e), e);
        }
    }

    /** Whether the signature is that of the key over the content. */
    static boolean verify(Path publicKey, byte[] content, String signature) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(pem(publicKey, "PUBLIC KEY")));
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(content);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException e) {
            throw UserError.failed(
                    "--key: expected an Ed25519 public key in " + publicKey + ", was " + RootCause.of(e), e);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** First bytes of the SHA-256 of a public key, to tell keys apart. */
    static String fingerprint(Path publicKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(pem(publicKey, "PUBLIC KEY"));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected SHA-256 in every Java runtime", e);
        }
    }

    private static byte[] pem(Path file, String kind) {
        try {
            String text = Files.readString(file);
            String begin = "-----BEGIN " + kind + "-----";
            int from = text.indexOf(begin);
            int to = text.indexOf("-----END " + kind + "-----");
            if (from < 0 || to < from) {
                throw UserError.wrongUse("expected " + begin + " in " + file + ", was none");
            }
            return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.wrongUse("expected a key in " + file + ", was " + RootCause.of(e));
        }
    }
}
