package io.quorate.ensemble;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A kind that is no part of the product: the margin is the quotient of the numbers in two files. */
public final class TwoFilesKind implements MemberKind {

    @Override
    public String name() {
        return "two-files";
    }

    @Override
    public List<String> files(String file) {
        return List.of(file, more(file));
    }

    @Override
    public Member read(MemberSource source) {
        return member(
                source.name(), number(source.bytes()) / number(source.files().apply(more(source.file()))));
    }

    static Member member(String name, double margin) {
        return new Member() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double margin(FeatureRow row) {
                return margin;
            }
        };
    }

    private static String more(String file) {
        return file.replace(".model", "_more.model");
    }

    private static double number(byte[] text) {
        return Double.parseDouble(new String(text, StandardCharsets.UTF_8));
    }
}
