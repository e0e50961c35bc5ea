package io.quorate.job.registry;

import io.quorate.control.BundleTrust;
import io.quorate.job.fault.UserError;
import io.quorate.job.topology.TrustedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Ed25519 key pair in two PEM files: {@code NAME.key}, PKCS #8, readable by its owner alone, and {@code NAME.pub}.
 *
 * @param privateKey what signs
 * @param id first 16 hex digits of the SHA-256 of the public key
 */
public record SigningKey(PrivateKey privateKey, String id) {
    private static final String ALGORITHM = "Ed25519";
    private static final int ID_DIGITS = 16;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** Makes a pair and writes both files, which must not exist; gives the id. */
    public static String generate(Path base) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Path secret = base.resolveSibling(base.getFileName() + ".key");
            Files.createFile(
                    secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secret, pem("PRIVATE", pair.getPrivate().getEncoded()));
            Files.writeString(
                    base.resolveSibling(base.getFileName() + ".pub"),
                    pem("PUBLIC", pair.getPublic().getEncoded()),
                    StandardOpenOption.CREATE_NEW);
            return id(pair.getPublic());
        } catch (FileAlreadyExistsException e) {
            throw UserError.wrongUse(e.getFile() + ": expected no such file, was there already");
        } catch (IOException | GeneralSecurityException e) {
            throw UserError.failed(base + ": expected to write a key pair, was " + e, e);
        }
    }

    /** Reads {@code NAME.key}; the id is that of {@code NAME.pub} beside it. */
    public static SigningKey read(Path file) {
        try {
            Matcher pem = PEM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (!pem.find()) {
                throw UserError.failed(file + ": expected a private key, PEM, was none");
            }
            byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            String name = String.valueOf(file.getFileName());
            if (!name.endsWith(".key")) {
                throw UserError.wrongUse(file + ": expected a file NAME.key with NAME.pub beside it, was another name");
            }
            Path shared = file.resolveSibling(name.substring(0, name.length() - ".key".length()) + ".pub");
            return new SigningKey(
                    key, id(BundleTrust.key(TrustedKeys.read(shared).get(0))));
        } catch (IOException e) {
            throw UserError.failed(
                    file + ": expected a readable private key, was "
                            + e.getClass().getSimpleName(),
                    e);
        } catch (GeneralSecurityException e) {
            throw UserError.failed(file + ": expected a private Ed25519 key, was " + e.getMessage(), e);
        }
    }

    private static String id(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected SHA-256, was none", e);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + kind + " KEY-----\n" + body + "\n-----END " + kind + " KEY-----\n";
    }
}
