package io.quorate.job.venue;

import static io.quorate.execution.VenueLink.Breaker.CLOSED;
import static io.quorate.execution.VenueLink.Breaker.HALF_OPEN;
import static io.quorate.execution.VenueLink.Breaker.OPEN;
import static io.quorate.schema.execution.VenueReportKind.ACCEPTED;
import static io.quorate.schema.execution.VenueReportKind.CANCELLED;
import static io.quorate.schema.execution.VenueReportKind.EXPIRED;
import static io.quorate.schema.execution.VenueReportKind.FILL;
import static io.quorate.schema.execution.VenueReportKind.POSITION;
import static io.quorate.schema.execution.VenueReportKind.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.job.fault.UserError;
import io.quorate.schema.execution.DeskInput;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.RejectReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order desk against a venue over HTTP that is slow, broken, or wrong. */
class HttpVenueTest {

    private final WireMockVenue venue = new WireMockVenue();

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void timeOutThenLateAcknowledgementIsOneOrder() throws Exception {
        try (HttpDesk desk = HttpDesk.open(venue)) {
            venue.delayOrders(350);
            venue.hide(100); // the feed, which would tell of the order, is behind
            desk.hear(HttpDesk.entry("a", 10));
            desk.await(() -> venue.count("POST", "/orders") >= 3);
            assertThat(desk.kinds("a")).isEmpty();
            venue.delayOrders(0);
            desk.await(() -> desk.kinds("a").contains(ACCEPTED));
            venue.hide(0);
            desk.pass(600);
            assertThat(venue.orders()).containsExactly("a");
            venue.fill("a", "x1", 10, 100);
            desk.await(() -> desk.kinds("a").contains(FILL));
            assertThat(desk.kinds("a")).containsExactly(ACCEPTED, FILL);
        }
    }

    @Test
    void serverErrorsOpenTheCircuitWhichTriesAgainAndCloses() throws Exception {
        try (HttpDesk desk = HttpDesk.open(venue)) {
            venue.answer(500);
            desk.await(() -> desk.breakers().contains(OPEN));
            int before = venue.requests();
            desk.hear(HttpDesk.entry("late", 10));
            desk.pass(200);
            assertThat(venue.requests())
                    .as("requests while the circuit was open")
                    .isEqualTo(before);
            desk.await(() -> desk.breakers().contains(HALF_OPEN));
            desk.pass(HttpDesk.RULES.entryValidMs());
            desk.hear(HttpDesk.entry("soon", 10));
            venue.answer(200);
            desk.await(() -> desk.breakers().get(desk.breakers().size() - 1) == CLOSED);
            desk.await(() ->
                    desk.kinds("soon").contains(ACCEPTED) && !desk.kinds("late").isEmpty());
            assertThat(desk.breakers()).startsWith(CLOSED, OPEN, HALF_OPEN).endsWith(CLOSED);
            assertThat(venue.orders()).as("the entry whose time had passed").containsExactly("soon");
            assertThat(desk.kinds("late")).containsExactly(EXPIRED);
        }
    }

    @Test
    void everythingTheFeedCanDoMovesThePositionByUniqueFills() throws Exception {
        try (HttpDesk desk = HttpDesk.open(venue)) {
            venue.delayOrders(300);
            desk.hear(HttpDesk.entry("a", 10));
            desk.await(() -> venue.orders().contains("a"));
            venue.fill("a", "x1", 1, 100); // before the acknowledgement
            desk.await(() -> desk.kinds("a").contains(FILL));
            venue.delayOrders(0);
            venue.fillAgain("x1");
            venue.fill("a", "x3", 4, 103);
            venue.fill("a", "x2", 2, 102); // partials out of order
            venue.hide(2);
            desk.pass(100);
            venue.hide(0);
            desk.hear(HttpDesk.expiry("b"));
            desk.await(() -> desk.kinds("a").contains(CANCELLED));
            venue.fill("a", "x4", 3, 104); // after the cancellation
            venue.fill("a", "x5", 1, 105); // more than was ordered
            venue.foreignFill("alpha", "SPY", 50, 100);
            desk.await(() -> desk.deadLetters().size() == 2);
            assertThat(desk.reports().stream().filter(r -> r.kind() == FILL).map(VenueReport::id))
                    .containsExactly("x1", "x3", "x2", "x4");
            assertThat(desk.reports().stream()
                            .filter(r -> r.kind() == FILL)
                            .mapToLong(VenueReport::quantityMicros)
                            .sum())
                    .isEqualTo(10);
            assertThat(desk.deadLetters()).extracting(DeadLetter::reason).containsOnly(RejectReason.UNKNOWN_FILL);
        }
    }

    @Test
    void restartWithAnOpenPositionAdoptsItAndOrdersNothing() throws Exception {
        venue.fillAtOnce();
        DeskInput entry = HttpDesk.entry("a", 10);
        try (HttpDesk desk = HttpDesk.open(venue)) {
            desk.hear(entry);
            desk.await(() -> desk.kinds("a").contains(FILL));
        }
        int posts = venue.count("POST", "/orders");
        try (HttpDesk desk = new HttpDesk(venue, null, List.of())) {
            desk.hear(entry);
            desk.await(() -> desk.reports().stream().anyMatch(r -> r.kind() == POSITION));
            assertThat(desk.kinds("a")).containsExactly(ACCEPTED, FILL);
            assertThat(venue.count("POST", "/orders")).isEqualTo(posts);
            VenueReport held = desk.reports().get(desk.reports().size() - 1);
            assertThat(held.portfolio()).isEqualTo("alpha");
            assertThat(held.quantityMicros()).isEqualTo(10);
        }
    }

    @Test
    void positionNobodyOrderedIsToldAtTheStart() throws Exception {
        venue.foreignFill("alpha", "QQQ", 7, 100);
        try (HttpDesk desk = new HttpDesk(venue, null, List.of())) {
            desk.await(() -> !desk.reports().isEmpty());
            assertThat(desk.reports()).extracting(VenueReport::kind).containsExactly(POSITION);
            assertThat(desk.reports().get(0).symbol()).isEqualTo("QQQ");
        }
    }

    @Test
    void crashBetweenRequestAndCheckpointIsOneOrder() throws Exception {
        OperatorSubtaskState before;
        DeskInput entry;
        try (HttpDesk desk = HttpDesk.open(venue)) {
            before = desk.snapshot();
            entry = HttpDesk.entry("a", 10);
            desk.hear(entry);
            desk.await(() -> venue.orders().contains("a"));
        }
        try (HttpDesk desk = new HttpDesk(venue, before, List.of())) {
            desk.hear(entry);
            venue.fill("a", "x1", 10, 100);
            desk.await(() -> desk.kinds("a").contains(FILL));
            assertThat(venue.orders()).containsExactly("a");
            assertThat(desk.kinds("a")).containsExactly(ACCEPTED, FILL);
        }
    }

    @Test
    void killIsKnownBeforeTheFirstOrderIsSentAndExitsGoOn() throws Exception {
        try (HttpDesk desk = new HttpDesk(venue, null, List.of(DeskInput.kill("*", 3)))) {
            desk.pass(150); // beyond the skew, so that nobody else can have sent it
            desk.hear(HttpDesk.entry("a", 10));
            desk.hear(HttpDesk.exit("out", 10));
            desk.await(() -> desk.kinds("out").contains(ACCEPTED));
            assertThat(desk.kinds("a")).containsExactly(REJECTED);
            desk.hear(DeskInput.resume("*", 4));
            desk.hear(HttpDesk.entry("b", 10));
            desk.await(() -> desk.kinds("b").contains(ACCEPTED));
            assertThat(venue.orders()).containsExactly("out", "b");
        }
    }

    @Test
    void ordersKeepBelowTheRate() throws Exception {
        HttpVenueSettings slow = new HttpVenueSettings(venue.url(), "", 500, 5, 400);
        try (HttpDesk desk = new HttpDesk(slow, null, List.of())) {
            for (int i = 0; i < 12; i++) {
                desk.hear(HttpDesk.exitOf("S" + i));
            }
            desk.await(() -> venue.count("POST", "/orders") > 0);
            desk.pass(800);
            assertThat(venue.count("POST", "/orders")).isLessThanOrEqualTo(10);
            desk.await(() -> venue.orders().size() == 12);
        }
    }

    @Test
    void tokenComesFromItsFileAndAWrongOneRefusesNothing(@TempDir Path dir) throws Exception {
        Path token = Files.writeString(dir.resolve("token"), "s3cret\n");
        venue.answer(401);
        HttpVenueSettings settings = new HttpVenueSettings(venue.url(), "file:" + token, 200, 1_000, 200);
        try (HttpDesk desk = new HttpDesk(settings, null, List.of())) {
            desk.hear(HttpDesk.entry("a", 10));
            desk.pass(200);
            venue.answer(200);
            desk.await(() -> desk.kinds("a").contains(ACCEPTED));
            assertThat(venue.tokens()).containsOnly("Bearer s3cret");
        }
    }

    @Test
    void tokenThatIsNoHeaderIsRefusedWithoutBeingRepeated(@TempDir Path dir) throws Exception {
        Path token = Files.writeString(dir.resolve("token"), "s3\ncret");
        HttpVenueSettings settings = new HttpVenueSettings(venue.url(), "file:" + token, 200, 1_000, 200);
        assertThatThrownBy(() -> new HttpVenueLink(settings))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("venue.token")
                .hasMessageNotContaining("cret");
    }
}
