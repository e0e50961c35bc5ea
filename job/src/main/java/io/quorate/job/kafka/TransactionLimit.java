package io.quorate.job.kafka;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The longest transaction the brokers allow; a longer one makes every producer of the ledger fail. */
public final class TransactionLimit {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionLimit.class);
    private static final String LIMIT = "transaction.max.timeout.ms";

    private TransactionLimit() {}

    /** Throws UserError when the ledger's transaction time-out is more than the brokers' limit. */
    public static void require(Settings settings) {
        long wantedMs = settings.millis(JobOptions.TRANSACTION_TIMEOUT);
        try (Admin admin = Brokers.admin(settings)) {
            for (Node node : admin.describeCluster().nodes().get()) {
                long limitMs = limitMs(admin, node);
                if (wantedMs > limitMs) {
                    throw UserError.failed(JobOptions.TRANSACTION_TIMEOUT.key() + ": expected at most the broker's "
                            + LIMIT + " (" + text(limitMs) + ", broker " + node.id() + "), was " + text(wantedMs));
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                LOG.warn("transaction limit not checked reason=\"{}\"", RootCause.of(e));
                return;
            }
            throw UserError.failed("expected the brokers' configuration, was " + RootCause.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while asking for the brokers' configuration", e);
        }
    }

    private static long limitMs(Admin admin, Node node) throws ExecutionException, InterruptedException {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
        Config config = admin.describeConfigs(List.of(broker)).all().get().get(broker);
        ConfigEntry entry = config == null ? null : config.get(LIMIT);
        return entry == null ? Long.MAX_VALUE : Long.parseLong(entry.value());
    }

    private static String text(long ms) {
        Duration duration = Duration.ofMillis(ms);
        return ms % 60_000 == 0 ? duration.toMinutes() + "min" : ms + "ms";
    }
}
