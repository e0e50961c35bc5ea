package io.quorate.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureLayoutTest {

    @Test
    void defaultLayoutIsPinned() {
        FeatureLayout layout = FeatureLayout.standard();
        assertThat(layout.windows()).containsExactly(5, 10, 20, 50);
        assertThat(layout.warmUpSamples()).isEqualTo(100);
        assertThat(layout.rawSize()).isEqualTo(6 + 5 + 4 * 34 + 6);
        assertThat(layout.size()).isEqualTo(5 + 5 + 4 * 31);
        assertThat(layout.id())
                .isEqualTo("19c08055d66c67b6")
                .isEqualTo(FeatureLayout.standard(5, 10, 20, 50).id());
    }

    @Test
    void everyNameIsUniqueAndFoundAtItsPlace() {
        FeatureLayout layout = FeatureLayout.standard(5, 14, 30);
        assertThat(new HashSet<>(layout.names())).hasSize(layout.size());
        assertThat(new HashSet<>(layout.rawNames())).hasSize(layout.rawSize());
        for (int i = 0; i < layout.size(); i++) {
            assertThat(layout.indexOf(layout.names().get(i))).isEqualTo(i);
        }
        assertThat(layout.indexOf("mean_5")).isEqualTo(-1);
        assertThat(layout.rawIndexOf("mean_5")).isEqualTo(layout.rawIndexOf("rsi_30") + 1);
    }

    @Test
    void modelViewLeavesOutRepeatsAndWhatDependsOnTheStart() {
        List<String> names = FeatureLayout.standard().names();
        assertThat(names).contains("logret", "macd_rel", "rsi_14", "mean_50_rel", "slope_5_rel", "yz_20", "adx_50");
        assertThat(names).doesNotContain("obv", "ccvol_5", "pctb_5", "pctb1_5", "mean_5", "macd");
    }

    @Test
    void idChangesWithTheWindows() {
        assertThat(FeatureLayout.standard(5, 10).id())
                .hasSize(16)
                .isNotEqualTo(FeatureLayout.standard(5, 11).id());
        // 14 is an RSI period of every layout: the names alone do not tell these apart
        assertThat(FeatureLayout.standard(14).id())
                .isNotEqualTo(FeatureLayout.standard(14, 15).id());
    }

    @Test
    void valuesThatAreNotFiniteOrOutOfRangeAreDroppedAndCounted() {
        FeatureLayout layout = FeatureLayout.standard(5);
        double[] raw = new double[layout.rawSize()];
        double[] values = new double[layout.size()];
        assertThat(layout.toModel(raw, 100, values)).isZero();
        raw[layout.rawIndexOf("rsi_14")] = 100.1;
        raw[layout.rawIndexOf("er_5")] = 1 + 1e-12; // rounding
        raw[layout.rawIndexOf("std_5")] = -1e-3;
        raw[layout.rawIndexOf("rv_5")] = Double.POSITIVE_INFINITY;
        raw[layout.rawIndexOf("mean_5")] = 1e308;
        raw[layout.rawIndexOf("z_5")] = Double.NaN;
        assertThat(layout.toModel(raw, 1e-3, values)).isEqualTo(4);
        assertThat(values[layout.indexOf("rsi_14")]).isNaN();
        assertThat(values[layout.indexOf("er_5")]).isEqualTo(1 + 1e-12);
        assertThat(values[layout.indexOf("std_5_rel")]).isNaN();
        assertThat(values[layout.indexOf("rv_5")]).isNaN();
        assertThat(values[layout.indexOf("mean_5_rel")]).isNaN();
        assertThat(values[layout.indexOf("max_5_rel")]).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "5,5", "10,5", "5001", "0", "-5"})
    void windowsOutOfRangeOrOrderAreRefused(String list) {
        int[] windows =
                List.of(list.split(",")).stream().mapToInt(Integer::parseInt).toArray();
        assertThatThrownBy(() -> FeatureLayout.standard(windows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected ascending windows in [2, 5000], was [");
    }
}
