package io.quorate.job.cli;

import io.quorate.control.BundleTrust;
import io.quorate.job.fault.UserError;
import io.quorate.job.registry.AliasChange;
import io.quorate.job.registry.BundleRegistry;
import io.quorate.job.registry.RegisteredBundle;
import io.quorate.job.registry.SigningKey;
import io.quorate.job.topology.TrustedKeys;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A directory of bundles that only grows. */
@Command(name = "registry", description = "Keep bundles under versions and aliases in a directory that only grows.")
final class RegistryCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "expected put, list, show, alias, verify, keygen or sign, was none");
    }

    @Command(name = "put", description = "Verify a bundle and put it under the next version.")
    int put(
            @Mixin RegistryMixin registry,
            @Mixin RegistryMixin.By by,
            @Option(names = "--json", description = "Print JSON.") boolean json,
            @Parameters(paramLabel = "BUNDLE", description = "The archive.") Path bundle) {
        RegisteredBundle added = registry.open().put(bundle, by.entry());
        return print(json, added, RegistryText.of(added));
    }

    @Command(name = "list", description = "Show every version and what the aliases stand for.")
    int list(@Mixin RegistryMixin registry, @Option(names = "--json", description = "Print JSON.") boolean json) {
        BundleRegistry open = registry.open();
        List<RegisteredBundle> versions = open.list();
        Map<String, AliasChange> aliases = open.aliases();
        StringBuilder text = new StringBuilder();
        versions.forEach(v -> text.append(RegistryText.of(v)).append('\n'));
        aliases.values().forEach(a -> text.append(RegistryText.of(a)).append('\n'));
        return print(
                json,
                Map.of("versions", versions, "aliases", aliases),
                text.isEmpty() ? "the registry is empty" : text.toString().stripTrailing());
    }

    @Command(name = "show", description = "Show one version, its address and its signatures.")
    int show(
            @Mixin RegistryMixin registry,
            @ArgGroup(multiplicity = "1") RegistryMixin.Which which,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        BundleRegistry open = registry.open();
        RegisteredBundle found = which.of(open);
        Map<String, String> signatures = open.signatures(found);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bundle", found);
        all.put("signatures", signatures);
        return print(
                json,
                all,
                RegistryText.of(found) + "\nname " + found.name() + ", members " + found.members() + ", sha256 "
                        + found.sha256() + "\nsigned by "
                        + (signatures.isEmpty() ? "nobody" : signatures.keySet().toString()));
    }

    @Command(name = "alias", description = "Let an alias stand for a version, or show what it has stood for.")
    int alias(
            @Mixin RegistryMixin registry,
            @Mixin RegistryMixin.By by,
            @Parameters(paramLabel = "NAME", description = "live, shadow, or another name.") String name,
            @Option(names = "--bundle-version", paramLabel = "N", description = "Version it is to stand for.") @Nullable
                    Long version,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        BundleRegistry open = registry.open();
        if (version != null) {
            AliasChange change = open.point(name, version, by.entry());
            return print(json, change, RegistryText.of(change));
        }
        List<AliasChange> history = open.history(name);
        StringBuilder text = new StringBuilder();
        history.forEach(c -> text.append(RegistryText.of(c)).append('\n'));
        return print(
                json,
                history,
                text.isEmpty() ? name + " stands for nothing" : text.toString().stripTrailing());
    }

    @Command(name = "verify", description = "Check every version: size, digest, content, record, signature.")
    int verify(
            @Mixin RegistryMixin registry,
            @Option(
                            names = "--trusted-keys",
                            paramLabel = "FILE",
                            description = "Public keys, PEM; every bundle must be signed by one.")
                    @Nullable
                    Path keys,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        List<PublicKey> trusted = keys == null
                ? List.of()
                : TrustedKeys.read(keys).stream().map(BundleTrust::key).toList();
        BundleRegistry open = registry.open();
        Map<Long, String> found = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        int broken = 0;
        for (RegisteredBundle bundle : open.list()) {
            String problem = open.problem(bundle, trusted);
            broken += problem == null ? 0 : 1;
            found.put(bundle.version(), problem == null ? "" : problem);
            text.append("version ").append(bundle.version()).append(": ");
            text.append(problem == null ? "whole" : problem).append('\n');
        }
        print(json, found, text.toString().stripTrailing());
        if (broken > 0) {
            throw UserError.failed("expected every version to be whole, was not: " + broken + " of " + found.size());
        }
        return 0;
    }

    @Command(name = "keygen", description = "Make an Ed25519 key pair: NAME.key, to be kept secret, and NAME.pub.")
    int keygen(@Parameters(paramLabel = "NAME", description = "Path without ending.") Path name) {
        String id = SigningKey.generate(name);
        return print(false, id, "key " + id + " in " + name + ".key and " + name + ".pub");
    }

    @Command(name = "sign", description = "Keep a signature beside a bundle of the registry.")
    int sign(
            @Mixin RegistryMixin registry,
            @ArgGroup(multiplicity = "1") RegistryMixin.Which which,
            @Option(names = "--key", required = true, paramLabel = "FILE", description = "NAME.key of keygen.")
                    Path key) {
        BundleRegistry open = registry.open();
        SigningKey signer = SigningKey.read(key);
        RegisteredBundle found = which.of(open);
        boolean added = open.sign(found, signer);
        return print(
                false,
                found,
                "version " + found.version() + (added ? " signed by " : " had been signed by ") + signer.id());
    }

    private int print(boolean json, Object value, String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? JsonText.of(value) : text);
        out.flush();
        return 0;
    }
}
