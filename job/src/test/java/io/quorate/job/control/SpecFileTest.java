package io.quorate.job.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.job.fault.UserError;
import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.CorrelationMethod;
import io.quorate.schema.control.ExitSpec;
import io.quorate.schema.control.GroupLimit;
import io.quorate.schema.control.Instrument;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.RoiStep;
import io.quorate.schema.control.SizingMethod;
import io.quorate.schema.control.SizingSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.execution.OrderType;
import io.quorate.schema.execution.TimeInForce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecFileTest {
    @TempDir
    private Path dir;

    @Test
    void anEmptyFileIsTheDefaults() throws IOException {
        assertThat(SpecFile.strategy(file(""))).isEqualTo(StrategyDefaults.SPEC);
        assertThat(SpecFile.limits(file("{}"))).isEqualTo(LimitsDefaults.SPEC);
    }

    @Test
    void aFileChangesOnlyWhatItNames() throws IOException {
        StrategySpec s = SpecFile.strategy(
                file("symbols: [A, B]\nconfidenceThreshold: 1\nallowShort: false\nmaxHoldMs: 60000\n"));
        StrategySpec d = StrategyDefaults.SPEC;
        assertThat(s.symbols()).containsExactly("A", "B");
        assertThat(s.confidenceThreshold()).isEqualTo(1);
        assertThat(s.allowShort()).isFalse();
        assertThat(s.maxHoldMs()).isEqualTo(60_000);
        assertThat(s.stopLossFraction()).isEqualTo(d.stopLossFraction());
        assertThat(s.orderExpiryMs()).isEqualTo(d.orderExpiryMs());
        assertThat(SpecFile.strategy(file("symbols: A")).symbols()).containsExactly("A");
        LimitsSpec l = SpecFile.limits(file("{\"maxOrdersPerHour\": 7}"));
        assertThat(l.maxOrdersPerHour()).isEqualTo(7);
        assertThat(l.maxHeat()).isEqualTo(LimitsDefaults.SPEC.maxHeat());
    }

    @Test
    void everyMistakeIsALine() throws IOException {
        assertThat(errors(file("confidenceTreshold: 1\nallowLong: 1\nmaxHoldMs: 1.5\nsymbols: []\nfeeBps: 1e999\n")))
                .hasSize(5)
                .anySatisfy(line -> assertThat(line)
                        .endsWith("confidenceTreshold: unknown field, did you mean confidenceThreshold?"))
                .anySatisfy(line -> assertThat(line).endsWith("allowLong: expected true or false, was '1'"))
                .anySatisfy(line -> assertThat(line).endsWith("maxHoldMs: expected a whole number, was '1.5'"))
                .anySatisfy(line ->
                        assertThat(line).endsWith("symbols: expected a list of symbols, was an empty list or map"))
                .anySatisfy(line -> assertThat(line).endsWith("feeBps: expected a finite number, was 'Infinity'"));
    }

    @Test
    void partsStartFromTheirOwnDefaults() throws IOException {
        assertThat(SpecFile.strategy(file("")).exits()).isNull();
        StrategySpec s = SpecFile.strategy(file("""
                exits: {roi: [{profitFraction: 0.02}, {heldMs: 60000, profitFraction: 0.01}]}
                sizing: {method: KELLY, instruments: [{symbol: A, lotMicros: 10}]}
                venue: {entryType: LIMIT, latencyMs: 5}
                """));
        assertThat(s.exits())
                .isEqualTo(new ExitSpec(0, List.of(new RoiStep(0, 0.02), new RoiStep(60_000, 0.01)), List.of()));
        assertThat(s.sizing())
                .isEqualTo(new SizingSpec(SizingMethod.KELLY, 0, 0, List.of(new Instrument("A", 10, 0, 0, 0))));
        assertThat(s.venueOrMarket().entryType()).isEqualTo(OrderType.LIMIT);
        assertThat(s.venueOrMarket().timeInForce()).isEqualTo(TimeInForce.GTC);
        LimitsSpec l = SpecFile.limits(file("""
                correlation: {maxCorrelation: 0.8}
                groups: [{name: coins, maxExposure: 0.5, symbols: [A, B]}]
                """));
        assertThat(l.correlation())
                .isEqualTo(new CorrelationLimits(CorrelationMethod.EWMA, 0.97, 60_000, 60, 0.8, 0, 0));
        assertThat(l.groups()).containsExactly(new GroupLimit("coins", 0.5, List.of("A", "B")));
        assertThat(l.volatility()).isNull();
    }

    @Test
    void mistakesInsidePartsNameTheirPath() throws IOException {
        assertThat(errors(file("""
                exits: {roi: [{heldMs: x}], partial: []}
                sizing: {method: LUCK}
                venue: 3
                """)))
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).endsWith("exits.roi[0].heldMs: expected a whole number, was 'x'"))
                .anySatisfy(line -> assertThat(line).endsWith("exits.partial: unknown field, did you mean partials?"))
                .anySatisfy(line -> assertThat(line)
                        .endsWith("sizing.method: expected one of RISK, KELLY, VOLATILITY_TARGET, FIXED_FRACTION, was"
                                + " 'LUCK'"))
                .anySatisfy(line -> assertThat(line).endsWith("venue: expected a map of fields, was '3'"));
    }

    @Test
    void whatIsNoFileOfFieldsSaysSo() throws IOException {
        assertThat(errors(dir.resolve("none.yaml")))
                .singleElement()
                .asString()
                .contains("expected a file, was not there");
        assertThat(errors(file("- a\n"))).singleElement().asString().contains("expected a map of fields");
        assertThat(errors(file("a: 1\na: 2\n"))).singleElement().asString().contains(":2: expected YAML or JSON");
        assertThat(errors(file("a: [\n"))).singleElement().asString().contains("expected YAML or JSON");
    }

    private static List<String> errors(Path file) {
        UserError error = catchThrowableOfType(UserError.class, () -> SpecFile.strategy(file));
        assertThat(error.exitCode()).isEqualTo(UserError.WRONG_USE);
        return error.lines();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("spec.yaml"), text);
    }
}
