package io.quorate.job.k8s;

import java.util.ArrayList;
import java.util.List;

/** All rules. */
final class ManifestRules {
    private static final List<Rule> RULES = List.of(
            new KindRule(),
            new NamespaceRule(),
            new JobRule(),
            new FlinkOptionsRule(),
            new PodRule(),
            new SecretRule(),
            new TopicRule(),
            new NetworkRule(),
            new AutoscalerRule());

    private ManifestRules() {}

    /** Every breach of every rule. */
    static List<String> breaches(Overlay overlay) {
        List<String> breaches = new ArrayList<>();
        RULES.forEach(rule -> rule.check(overlay, breach -> breaches.add(overlay.name() + ": " + breach)));
        return breaches;
    }
}
