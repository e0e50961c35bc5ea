package io.quorate.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Flink's REST interface, as much of it as is asked here. Thread-safe. */
public final class FlinkRest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * A client of one job manager.
     *
     * @param address e.g. {@code http://127.0.0.1:8081}
     */
    public FlinkRest(URI address) {
        this.address = address;
    }

    public URI address() {
        return address;
    }

    /**
     * A job the job manager knows.
     *
     * @param id job id, hex
     * @param state Flink's JobStatus
     * @param runningTasks tasks that run
     * @param tasks all tasks
     */
    public record Job(String id, String name, String state, int runningTasks, int tasks) {
        public boolean runs() {
            return state.equals("RUNNING") && tasks > 0 && runningTasks == tasks;
        }

        public boolean hasEnded() {
            return state.equals("FINISHED") || state.equals("CANCELED") || state.equals("FAILED");
        }
    }

    /**
     * What the job manager offers.
     *
     * @param taskManagers registered ones
     */
    public record Overview(int taskManagers, int slots, int freeSlots) {}

    /** Throws IOException when it does not answer, as while it starts. */
    public Overview overview() throws IOException, InterruptedException {
        JsonNode node = get("/overview");
        return new Overview(
                node.path("taskmanagers").asInt(),
                node.path("slots-total").asInt(),
                node.path("slots-available").asInt());
    }

    /** Every job, running or ended; throws IOException when it does not answer. */
    public List<Job> jobs() throws IOException, InterruptedException {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            JsonNode tasks = job.path("tasks");
            jobs.add(new Job(
                    job.path("jid").asText(),
                    job.path("name").asText(),
                    job.path("state").asText(),
                    tasks.path("running").asInt() + tasks.path("finished").asInt(),
                    tasks.path("total").asInt()));
        }
        return jobs;
    }

    /** One job; throws IOException when it does not answer, UserError when there is no such job. */
    public Job job(String id) throws IOException, InterruptedException {
        return jobs().stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow(() -> UserError.failed("expected job " + id + " at " + address + ", was none"));
    }

    /** Restarts of a job so far. */
    public long restarts(String id) throws IOException, InterruptedException {
        for (JsonNode metric : get("/jobs/" + id + "/metrics?get=numRestarts")) {
            return metric.path("value").asLong();
        }
        return 0;
    }

    /** Completed checkpoints of a job since its last restart of the job manager. */
    public long completedCheckpoints(String id) throws IOException, InterruptedException {
        return get("/jobs/" + id + "/checkpoints")
                .path("counts")
                .path("completed")
                .asLong();
    }

    /** Failed checkpoints of a job since its last restart of the job manager. */
    public long failedCheckpoints(String id) throws IOException, InterruptedException {
        return get("/jobs/" + id + "/checkpoints").path("counts").path("failed").asLong();
    }

    /** Ids of the task managers that are registered. */
    public List<String> taskManagers() throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        get("/taskmanagers")
                .path("taskmanagers")
                .forEach(node -> ids.add(node.path("id").asText()));
        return ids;
    }

    /** Ids of the task managers that have tasks. */
    public List<String> busyTaskManagers() throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (JsonNode node : get("/taskmanagers").path("taskmanagers")) {
            if (node.path("freeSlots").asInt() < node.path("slotsNumber").asInt()) {
                ids.add(node.path("id").asText());
            }
        }
        return ids;
    }

    /** Why a job failed last, its innermost cause as one line; empty when it did not. */
    public String failure(String id) throws IOException, InterruptedException {
        String trace = get("/jobs/" + id + "/exceptions")
                .path("exceptionHistory")
                .path("entries")
                .path(0)
                .path("stacktrace")
                .asText();
        return trace.lines()
                .filter(line -> !line.isBlank()
                        && !line.startsWith("\t")
                        && !line.strip().startsWith("..."))
                .reduce((first, second) -> second)
                .map(line -> RootCause.oneLine(line.replaceFirst("^Caused by: ", "")))
                .orElse("");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("expected status 200 of " + path + ", was " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }
}
