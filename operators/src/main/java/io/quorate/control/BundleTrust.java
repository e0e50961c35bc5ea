package io.quorate.control;

import io.quorate.schema.control.EnsembleSpec;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose bundles a job accepts.
 *
 * <p>What is signed (Ed25519, RFC 8032) is the ASCII line {@code quorate bundle v1 sha256 DIGEST} and a line feed: the
 * digest binds the bytes, so a signature is judged before any of them is fetched or parsed.
 *
 * @param publicKeys keys in X.509 form, base64; one of them must have signed
 * @param required whether a bundle without a signature is refused
 */
public record BundleTrust(List<String> publicKeys, boolean required) implements Serializable {

    /** Accepts every bundle and looks at no signature. */
    public static final BundleTrust ANYBODY = new BundleTrust(List.of(), false);

    private static final String ALGORITHM = "Ed25519";

    public BundleTrust {
        publicKeys = List.copyOf(publicKeys);
        if (required && publicKeys.isEmpty()) {
            throw new IllegalArgumentException("expected a trusted key when signatures are required, was none");
        }
        publicKeys.forEach(BundleTrust::key);
    }

    /** Why the bundle is not trusted, "expected …, was …"; null when it is. */
    public @Nullable String problem(EnsembleSpec spec) {
        String signature = spec.signature();
        if (publicKeys.isEmpty()) {
            return null;
        }
        if (signature == null) {
            return required ? "expected a signature by a trusted key, was none" : null;
        }
        for (String key : publicKeys) {
            if (verifies(key(key), spec.sha256(), signature)) {
                return null;
            }
        }
        return "expected a signature of " + spec.sha256() + " by one of " + publicKeys.size()
                + " trusted keys, was one by another key or of other bytes";
    }

    /** Signs a digest; base64. */
    public static String sign(PrivateKey key, String sha256) {
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(message(sha256));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("expected a private Ed25519 key, was " + e.getMessage(), e);
        }
    }

    /** True if the key made this signature of the digest. */
    public static boolean verifies(PublicKey key, String sha256, String signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message(sha256));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** A public key in X.509 form, base64. Throws IllegalArgumentException for anything else. */
    public static PublicKey key(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("expected a public Ed25519 key, was " + e.getMessage(), e);
        }
    }

    private static byte[] message(String sha256) {
        return ("quorate bundle v1 sha256 " + sha256 + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
