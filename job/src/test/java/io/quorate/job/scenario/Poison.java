package io.quorate.job.scenario;

import io.quorate.schema.market.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A record no market should send, and why it is refused.
 *
 * @param name what is wrong with it
 * @param value bytes; null for a tombstone
 * @param reason reason code
 */
public record Poison(String name, byte[] value, RejectReason reason) {

    private static final int FIVE_MEGABYTES = 5_000_000;
    private static final long YEAR_2100_MS = 4_102_444_800_000L;

    /** One of each kind; the random bytes are those of the seed. */
    public static List<Poison> assortment(long seed, long tsMs) {
        byte[] noise = new byte[200];
        new Random(seed).nextBytes(noise);
        byte[] huge = new byte[FIVE_MEGABYTES];
        Arrays.fill(huge, (byte) ' ');
        byte[] start = trade(1, tsMs, "100.5").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, huge, 0, start.length);
        List<Poison> all = new ArrayList<>();
        all.add(new Poison("random bytes", noise, RejectReason.UNDECODABLE));
        all.add(new Poison("nothing", null, RejectReason.UNDECODABLE));
        all.add(of("truncated", trade(1, tsMs, "100.5").substring(0, 60), RejectReason.UNDECODABLE));
        all.add(of("wrong version", trade(2, tsMs, "100.5"), RejectReason.UNKNOWN_VERSION));
        all.add(of("not a number", trade(1, tsMs, "NaN"), RejectReason.NOT_FINITE));
        all.add(of("negative price", trade(1, tsMs, "-100.5"), RejectReason.PRICE_NOT_POSITIVE));
        all.add(of("high below low", bar(tsMs, "99", "101"), RejectReason.OHLC_INCONSISTENT));
        all.add(new Poison("five megabytes", huge, RejectReason.TOO_LARGE));
        all.add(of("far future", trade(1, YEAR_2100_MS, "100.5"), RejectReason.TIMESTAMP_AHEAD));
        return all;
    }

    private static Poison of(String name, String json, RejectReason reason) {
        return new Poison(name, json.getBytes(StandardCharsets.UTF_8), reason);
    }

    private static String trade(int version, long tsMs, String price) {
        return "{\"v\":" + version + ",\"type\":\"trade\",\"venue\":\"synthetic\",\"symbol\":\"SYN-1\",\"tsMs\":" + tsMs
                + ",\"id\":\"900000\",\"price\":" + price + ",\"size\":1}";
    }

    private static String bar(long tsMs, String high, String low) {
        return "{\"v\":1,\"type\":\"bar\",\"venue\":\"synthetic\",\"symbol\":\"SYN-2\",\"tsMs\":" + tsMs
                + ",\"intervalMs\":60000,\"open\":100,\"high\":" + high + ",\"low\":" + low
                + ",\"close\":100,\"volume\":1}";
    }
}
