package io.quorate.ensemble;

import io.quorate.ensemble.BundleManifest.MemberEntry;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The member kinds there are: the one place where a kind is registered. */
final class MemberKinds {
    private static final MemberKind XGBOOST = new XgboostKind();
    private static final MemberKind LINEAR = new LinearKind();
    private static final Map<String, MemberKind> ALL = all();

    private MemberKinds() {}

    /**
     * The kind a member declares. A member without one is of kind xgboost when its file ends in .ubj, linear when in
     * .json.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    static MemberKind of(MemberEntry member) {
        String name = member.kind();
        if (name == null && member.file().endsWith(".ubj")) {
            return XGBOOST;
        }
        if (name == null && member.file().endsWith(".json")) {
            return LINEAR;
        }
        MemberKind kind = name == null ? null : ALL.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("expected member " + member.name() + " of a kind among " + ALL.keySet()
                    + ", was " + (name == null ? "none for " + member.file() : name));
        }
        return kind;
    }

    /**
     * The files the members of a bundle need.
     *
     * @throws IllegalArgumentException if there is no such kind, or a file name is not one of a member
     */
    static Set<BundleEntry> files(BundleManifest manifest) {
        SortedSet<BundleEntry> files = new TreeSet<>();
        for (MemberEntry member : manifest.members()) {
            BundleEntry.member(member.file());
            of(member).files(member.file()).forEach(file -> files.add(BundleEntry.member(file)));
        }
        return files;
    }

    private static Map<String, MemberKind> all() {
        SortedMap<String, MemberKind> kinds = new TreeMap<>();
        add(kinds, XGBOOST);
        add(kinds, LINEAR);
        ServiceLoader.load(MemberKind.class, MemberKind.class.getClassLoader()).forEach(kind -> add(kinds, kind));
        return kinds;
    }

    private static void add(Map<String, MemberKind> kinds, MemberKind kind) {
        if (kinds.putIfAbsent(kind.name(), kind) != null) {
            throw new IllegalStateException("expected each member kind once, was " + kind.name() + " twice");
        }
    }
}
