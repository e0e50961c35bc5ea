package io.quorate.job.venue;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.io.Serializable;

/**
 * How a venue is reached.
 *
 * @param url address of its interface, without a slash at the end
 * @param token reference of the bearer token; empty for none. The token itself is read where it is used
 * @param timeoutMs wait for an answer
 * @param ratePerSecond most requests about orders
 * @param breakerWaitMs time without requests once the circuit is open
 */
public record HttpVenueSettings(String url, String token, long timeoutMs, int ratePerSecond, long breakerWaitMs)
        implements Serializable {

    /** Throws UserError when no address is given. */
    public static HttpVenueSettings of(Settings s) {
        String url = s.get(JobOptions.VENUE_URL);
        if (url.isEmpty()) {
            throw UserError.wrongUse(JobOptions.VENUE_URL.key() + ": expected the address of the venue, was empty");
        }
        return new HttpVenueSettings(
                url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
                s.get(JobOptions.VENUE_TOKEN),
                s.millis(JobOptions.VENUE_TIMEOUT),
                s.get(JobOptions.VENUE_RATE),
                s.millis(JobOptions.VENUE_BREAKER_WAIT));
    }
}
