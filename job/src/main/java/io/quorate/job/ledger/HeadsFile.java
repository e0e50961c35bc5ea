package io.quorate.job.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Anchored heads: how far each chain had got, kept away from the ledger. What is signed is {@link #content()}.
 *
 * @param v version, 1
 * @param type {@code ledger-heads}
 * @param heads one per portfolio, by name
 * @param signature base64 of an Ed25519 signature; absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeadsFile(
        int v, String type, List<ChainHead> heads, @Nullable String signature) {
    private static final String TYPE = "ledger-heads";
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    public HeadsFile {
        heads = List.copyOf(heads);
    }

    /** Heads without a signature. */
    public static HeadsFile of(List<ChainHead> heads) {
        return new HeadsFile(1, TYPE, heads, null);
    }

    /** Reads a file; throws UserError when it is none. */
    public static HeadsFile read(Path file) {
        try {
            HeadsFile read = MAPPER.readValue(Files.readAllBytes(file), HeadsFile.class);
            if (read.v != 1 || !TYPE.equals(read.type)) {
                throw UserError.wrongUse("--head: expected ledger-heads of version 1 in " + file + ", was " + read.type
                        + " of " + read.v);
            }
            return read;
        } catch (IOException e) {
            throw UserError.wrongUse("--head: expected a file of heads, was " + file + ": " + RootCause.of(e));
        }
    }

    /** The same heads, signed with a private key in a PEM file. */
    public HeadsFile signed(Path privateKey) {
        return new HeadsFile(v, type, heads, Ed25519.sign(privateKey, content()));
    }

    /** Throws UserError unless the heads are signed by the private key of this public one. */
    public void requireSignedBy(Path publicKey, Path file) {
        String given = signature;
        if (given == null) {
            throw UserError.failed("expected " + file + " to be signed by key " + Ed25519.fingerprint(publicKey)
                    + ", was without a signature");
        }
        if (!Ed25519.verify(publicKey, content(), given)) {
            throw UserError.failed("expected " + file + " to be signed by key " + Ed25519.fingerprint(publicKey)
                    + ", was changed or signed by another");
        }
    }

    /** The bytes a signature is of: a line for each head, with portfolio, index, hash and time. */
    byte[] content() {
        StringBuilder text = new StringBuilder(TYPE + " " + v + "\n");
        for (ChainHead head : heads) {
            text.append(head.portfolio().length()).append(' ').append(head.portfolio());
            text.append(' ').append(head.index()).append(' ').append(head.hash());
            text.append(' ').append(head.tsMs()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the file. */
    public void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, MAPPER.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected heads to have a JSON form", e);
        } catch (IOException e) {
            throw UserError.failed("expected to write " + file + ", was " + RootCause.of(e), e);
        }
    }
}
