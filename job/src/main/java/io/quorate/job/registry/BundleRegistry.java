package io.quorate.job.registry;

import io.quorate.control.BundleTrust;
import io.quorate.ensemble.BundleJson;
import io.quorate.ensemble.BundleManifest;
import io.quorate.ensemble.BundleReader;
import io.quorate.ensemble.BundleRefusedException;
import io.quorate.ensemble.BundleSpecs;
import io.quorate.job.fault.UserError;
import io.quorate.schema.control.EnsembleSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bundles under increasing versions in a directory that only grows.
 *
 * <p>{@code bundles/SHA256.zip} is the archive, {@code bundles/SHA256.KEY.sig} a signature of it,
 * {@code versions/NNNNNNNNNN.json} a {@link RegisteredBundle}, {@code aliases/NAME/NNNNNNNNNN.json} an
 * {@link AliasChange}. Each file is created once; of two writers of a number one gets the next. Wrong use and whatever
 * is broken is a UserError.
 */
public final class BundleRegistry {
    private static final String BUNDLES = "bundles/";
    private static final String VERSIONS = "versions";
    private static final String ALIASES = "aliases/";
    private static final Pattern ALIAS = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern RECORD = Pattern.compile("\\d{10}\\.json");
    private static final long MOST_RECORD_BYTES = 1 << 20;

    private final RegistryFiles files;
    private final long maxBytes;

    private BundleRegistry(RegistryFiles files, long maxBytes) {
        this.files = files;
        this.maxBytes = maxBytes;
    }

    /**
     * The registry at an address; an empty one when nothing is there.
     *
     * @param maxBytes size beyond which a bundle is not touched
     */
    public static BundleRegistry at(String uri, long maxBytes) {
        return new BundleRegistry(RegistryFiles.at(uri), maxBytes);
    }

    /** Verifies a bundle completely and puts it under the next version. */
    public RegisteredBundle put(Path bundle, Entry by) {
        if (!Files.isRegularFile(bundle)) {
            throw UserError.wrongUse(bundle + ": expected a bundle archive, was not there");
        }
        try {
            EnsembleSpec spec = BundleSpecs.describe(bundle, maxBytes);
            BundleManifest manifest = BundleReader.manifest(bundle, maxBytes);
            byte[] bytes = Files.readAllBytes(bundle);
            BundleReader.read(bytes, spec.sha256(), maxBytes);
            String name = bundleName(spec.sha256());
            if (!files.create(name, bytes)) {
                requireWhole(spec.sha256(), spec.sizeBytes());
            }
            return number(spec, manifest, by);
        } catch (BundleRefusedException e) {
            throw UserError.failed(bundle + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw UserError.failed(
                    bundle + ": expected a readable file, was " + e.getClass().getSimpleName(), e);
        }
    }

    private RegisteredBundle number(EnsembleSpec spec, BundleManifest manifest, Entry by) {
        RegisteredBundle record = new RegisteredBundle(
                RegisteredBundle.FORMAT,
                last(VERSIONS) + 1,
                manifest.version(),
                spec.sha256(),
                spec.sizeBytes(),
                spec.layoutId(),
                spec.label(),
                spec.memberNames(),
                spec.priorWeights(),
                manifest.window().fromMs(),
                manifest.window().toMs(),
                manifest.dataSha256(),
                manifest.codeVersion(),
                by.author(),
                by.reason(),
                by.atMs());
        while (!files.create(recordName(VERSIONS, record.version()), BundleJson.write(record))) {
            record = record.next();
        }
        return record;
    }

    /** Every version, in order. */
    public List<RegisteredBundle> list() {
        List<RegisteredBundle> all = new ArrayList<>();
        for (String name : records(VERSIONS)) {
            all.add(read(VERSIONS + "/" + name, RegisteredBundle.class));
        }
        return all;
    }

    /** One version. */
    public RegisteredBundle version(long version) {
        byte[] json = files.read(recordName(VERSIONS, version), MOST_RECORD_BYTES);
        if (json == null) {
            throw UserError.wrongUse("expected a version in the registry, 1.." + last(VERSIONS) + ", was " + version);
        }
        return parse(recordName(VERSIONS, version), json, RegisteredBundle.class);
    }

    /** The version an alias stands for. */
    public RegisteredBundle alias(String alias) {
        List<AliasChange> history = history(alias);
        if (history.isEmpty()) {
            throw UserError.wrongUse("expected an alias of the registry, was " + alias + ", which stands for nothing");
        }
        return version(history.get(history.size() - 1).version());
    }

    /** What an alias has stood for, oldest first. */
    public List<AliasChange> history(String alias) {
        requireAlias(alias);
        List<AliasChange> changes = new ArrayList<>();
        for (String name : records(ALIASES + alias)) {
            changes.add(read(ALIASES + alias + "/" + name, AliasChange.class));
        }
        return changes;
    }

    /** What live and shadow stand for, as far as they do. */
    public Map<String, AliasChange> aliases() {
        Map<String, AliasChange> current = new TreeMap<>();
        for (String alias : List.of("live", "shadow")) {
            List<AliasChange> history = history(alias);
            if (!history.isEmpty()) {
                current.put(alias, history.get(history.size() - 1));
            }
        }
        return current;
    }

    /** Lets an alias stand for a version. */
    public AliasChange point(String alias, long version, Entry by) {
        requireAlias(alias);
        RegisteredBundle target = version(version);
        String folder = ALIASES + alias;
        for (long sequence = last(folder) + 1; ; sequence++) {
            AliasChange change = new AliasChange(
                    RegisteredBundle.FORMAT, sequence, alias, target.version(), by.author(), by.reason(), by.atMs());
            if (files.create(recordName(folder, sequence), BundleJson.write(change))) {
                return change;
            }
        }
    }

    /** Keeps a signature beside the bundle; false if the key had signed it before. */
    public boolean sign(RegisteredBundle bundle, SigningKey key) {
        requireWhole(bundle.sha256(), bundle.sizeBytes());
        String signature = BundleTrust.sign(key.privateKey(), bundle.sha256());
        return files.create(
                BUNDLES + bundle.sha256() + "." + key.id() + ".sig",
                (signature + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Signatures of a bundle by the id of the key. */
    public Map<String, String> signatures(RegisteredBundle bundle) {
        Map<String, String> found = new TreeMap<>();
        for (String name : files.list(BUNDLES)) {
            if (name.startsWith(bundle.sha256() + ".") && name.endsWith(".sig")) {
                byte[] text = files.read(BUNDLES + name, MOST_RECORD_BYTES);
                String key = name.substring(bundle.sha256().length() + 1, name.length() - ".sig".length());
                found.put(key, text == null ? "" : new String(text, StandardCharsets.US_ASCII).strip());
            }
        }
        return found;
    }

    /**
     * The announcement of a version; its bytes are verified first.
     *
     * @param keyId key whose signature goes with it; null for the only one, if any
     */
    public EnsembleSpec announce(RegisteredBundle bundle, @Nullable String keyId) {
        String problem = problem(bundle, List.of());
        if (problem != null) {
            throw UserError.failed("version " + bundle.version() + ": " + problem);
        }
        Map<String, String> signatures = signatures(bundle);
        if (keyId == null && signatures.size() > 1) {
            throw UserError.wrongUse("version " + bundle.version() + ": expected --signed-by with one of "
                    + signatures.keySet() + ", was none");
        }
        if (keyId != null && !signatures.containsKey(keyId)) {
            throw UserError.wrongUse("version " + bundle.version() + ": expected a signature by " + keyId + ", was by "
                    + signatures.keySet());
        }
        String signature = signatures.isEmpty()
                ? null
                : signatures.get(keyId == null ? signatures.keySet().iterator().next() : keyId);
        return bundle.spec(files.uri(bundleName(bundle.sha256()))).signed(signature);
    }

    /**
     * What is wrong with a version: size, digest, content, record, and with keys given the signature. Null for nothing.
     */
    public @Nullable String problem(RegisteredBundle bundle, List<PublicKey> trusted) {
        try {
            byte[] bytes = requireWhole(bundle.sha256(), bundle.sizeBytes());
            BundleSpecs.verify(bundle.spec(""), BundleReader.read(bytes, bundle.sha256(), maxBytes));
        } catch (BundleRefusedException e) {
            return e.getMessage();
        } catch (UserError e) {
            return String.join("; ", e.lines());
        }
        if (trusted.isEmpty()) {
            return null;
        }
        boolean signed = signatures(bundle).values().stream()
                .anyMatch(s -> trusted.stream().anyMatch(key -> BundleTrust.verifies(key, bundle.sha256(), s)));
        return signed ? null : "expected a signature by a trusted key, was none";
    }

    private byte[] requireWhole(String sha256, long sizeBytes) {
        byte[] bytes = files.read(bundleName(sha256), Math.min(maxBytes, sizeBytes));
        if (bytes == null) {
            throw UserError.failed(files.uri(bundleName(sha256)) + ": expected the bundle, was not there");
        }
        if (bytes.length != sizeBytes || !BundleSpecs.sha256(bytes).equals(sha256)) {
            throw UserError.failed(files.uri(bundleName(sha256)) + ": expected " + sizeBytes + " bytes with SHA-256 "
                    + sha256 + ", was " + bytes.length + " with " + BundleSpecs.sha256(bytes));
        }
        return bytes;
    }

    private static void requireAlias(String alias) {
        if (!ALIAS.matcher(alias).matches()) {
            throw UserError.wrongUse("expected an alias of letters a-z, digits and '-', was '" + alias + "'");
        }
    }

    private List<String> records(String folder) {
        return files.list(folder).stream()
                .filter(name -> RECORD.matcher(name).matches())
                .toList();
    }

    private long last(String folder) {
        List<String> names = records(folder);
        return names.isEmpty() ? 0 : Long.parseLong(names.get(names.size() - 1).substring(0, 10));
    }

    private <T> T read(String name, Class<T> type) {
        byte[] json = files.read(name, MOST_RECORD_BYTES);
        if (json == null) {
            throw UserError.failed(files.uri(name) + ": expected a record, was not there any more");
        }
        return parse(name, json, type);
    }

    private <T> T parse(String name, byte[] json, Class<T> type) {
        try {
            return BundleJson.read(json, type);
        } catch (IllegalArgumentException e) {
            throw UserError.failed(files.uri(name) + ": " + e.getMessage(), e);
        }
    }

    private static String bundleName(String sha256) {
        return BUNDLES + sha256 + ".zip";
    }

    private static String recordName(String folder, long number) {
        return folder + "/" + String.format(Locale.ROOT, "%010d.json", number);
    }
}
