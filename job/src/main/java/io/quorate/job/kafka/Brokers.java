package io.quorate.job.kafka;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Whether the brokers answer, asked before anything that would otherwise retry in silence. */
public final class Brokers {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONNECT_MS = 3_000;

    private Brokers() {}

    /** Throws UserError when no broker answers in 10 s; when nothing listens at all, at once. */
    public static void requireReachable(Settings settings) {
        String bootstrap = settings.get(JobOptions.BOOTSTRAP);
        if (!anyListens(bootstrap)) {
            throw UserError.failed("expected a Kafka broker at " + bootstrap + ", was nothing listening");
        }
        try (Admin admin = admin(settings)) {
            admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw UserError.failed(
                    "expected a Kafka broker at " + bootstrap + ", was no answer within " + PATIENCE.toSeconds() + " s",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while asking " + bootstrap, e);
        }
    }

    /** An admin client; throws UserError when the properties do not make one. */
    public static Admin admin(Settings settings) {
        Properties properties = settings.kafkaProperties();
        properties.putIfAbsent("default.api.timeout.ms", "15000");
        properties.putIfAbsent("request.timeout.ms", "10000");
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            Throwable root = e.getCause() == null ? e : e.getCause();
            throw UserError.failed(
                    "expected usable Kafka settings for " + settings.get(JobOptions.BOOTSTRAP) + ", was "
                            + root.getMessage(),
                    e);
        }
    }

    private static boolean anyListens(String bootstrap) {
        return Arrays.stream(bootstrap.split(",", -1)).anyMatch(Brokers::listens);
    }

    private static boolean listens(String address) {
        int colon = address.lastIndexOf(':');
        int port = Integer.parseInt(address.substring(colon + 1));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.substring(0, colon), port), CONNECT_MS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
