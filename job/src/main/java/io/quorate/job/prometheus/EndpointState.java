package io.quorate.job.prometheus;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of an endpoint of this process: where it is, or why there is none. Flink does not tell the one who
 * configured a reporter.
 *
 * @param address where metrics are served; null when they are not
 * @param problem why not, as one line; null when they are
 */
public record EndpointState(@Nullable URI address, @Nullable String problem) {
    private static final Map<String, EndpointState> KNOWN = new ConcurrentHashMap<>();

    static void opened(String id, URI address) {
        put(id, new EndpointState(address, null));
    }

    static void refused(String id, @Nullable String problem) {
        put(id, new EndpointState(null, problem));
    }

    /** The state of the endpoint configured with that id, once; null when nobody tried to start it. */
    public static @Nullable EndpointState take(String id) {
        return KNOWN.remove(id);
    }

    private static void put(String id, EndpointState state) {
        if (!id.isEmpty()) {
            KNOWN.put(id, state);
        }
    }
}
