package io.quorate.job.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Plotly as pages carry it: packed by DEFLATE, a quarter of its 11 MB. It comes from a jar that only the launcher has on its
 * classpath; a process without it writes pages with tables in place of plots.
 *
 * @param packed Base64 of the packed script
 * @param size bytes of the script
 * @param digest of the script, for the content security policy
 * @param licence what has to stay with it
 */
record PlotlyLibrary(String packed, int size, String digest, String licence) {
    private static final String POM = "META-INF/maven/org.webjars.npm/plotly.js-dist/pom.properties";
    private static final String FOLDER = "META-INF/resources/webjars/plotly.js-dist/";

    private static final class Held {
        private static final @Nullable PlotlyLibrary LIBRARY = load();
    }

    /** The library, null when it is not on the classpath. */
    static @Nullable PlotlyLibrary onClasspath() {
        return Held.LIBRARY;
    }

    private static @Nullable PlotlyLibrary load() {
        try {
            byte[] pom = bytes(POM);
            if (pom == null) {
                return null;
            }
            Properties properties = new Properties();
            properties.load(new ByteArrayInputStream(pom));
            String version = properties.getProperty("version");
            byte[] script = bytes(FOLDER + version + "/plotly.js");
            byte[] licence = bytes(FOLDER + version + "/LICENSE");
            if (script == null || licence == null) {
                return null;
            }
            return new PlotlyLibrary(
                    Base64.getEncoder().encodeToString(packed(script)),
                    script.length,
                    PageResource.digest(script),
                    "plotly.js " + version + "\n" + new String(licence, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("expected a readable jar of plotly.js, was broken", e);
        }
    }

    private static byte @Nullable [] bytes(String name) throws IOException {
        try (InputStream in = PlotlyLibrary.class.getClassLoader().getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static byte[] packed(byte[] script) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (DeflaterOutputStream packing = new DeflaterOutputStream(out, deflater)) {
                packing.write(script);
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
