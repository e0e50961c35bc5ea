package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class XgboostModelReaderTest {
    private static final String MODEL = TinyBundles.xgboostJson(2, 0.25f);

    @Test
    void readsTreesBaseScoreAndNames() {
        XgboostModel model = XgboostModelReader.parse(MODEL.getBytes(StandardCharsets.UTF_8));
        assertThat(model.features()).isEqualTo(2);
        assertThat(model.trees()).hasSize(2);
        assertThat(model.baseMargin()).isEqualTo(0f);
    }

    @Test
    void baseScoreIsAProbabilityAndMayBeInBrackets() {
        for (String written : new String[] {"2.5E-1", "[2.5E-1]"}) {
            FlatForest forest = read(MODEL.replace("5E-1", written));
            double withoutTrees = forest.margin(new FeatureRow(2).load(new double[2]))
                    - read(MODEL).margin(new FeatureRow(2).load(new double[2]));
            assertThat(withoutTrees).isCloseTo(StrictMath.log(0.25 / 0.75), offset(1e-6));
        }
    }

    @Test
    void whatCannotBeScoredExactlyIsRefusedWithItsPlace() {
        assertRefused("binary:logistic", "reg:squarederror", "at model.learner.objective.name, was reg:squarederror");
        assertRefused("\"name\":\"gbtree\"", "\"name\":\"dart\"", "expected gbtree");
        assertRefused("\"num_class\":\"0\"", "\"num_class\":\"3\"", "num_class");
        assertRefused("\"split_type\":[0", "\"split_type\":[1", "numeric splits");
        assertRefused("\"size_leaf_vector\":\"0\"", "\"size_leaf_vector\":\"4\"", "size_leaf_vector");
        assertRefused("\"num_feature\":\"2\"", "\"num_feature\":\"x\"", "expected a number");
        assertRefused("\"left_children\":[1,", "\"left_children\":[1.5,", "an integer");
        assertRefused("\"left_children\"", "\"other\"", "left_children, was nothing");
        assertRefused("5E-1", "1.5", "a probability");
        assertRefused("\"right_children\":[2,-1,-1]", "\"right_children\":[2,-1]", "nodes in every array");
    }

    @Test
    void otherBytesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> XgboostModelReader.read(new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XgboostModelReader.read("binf".getBytes(StandardCharsets.UTF_8)));
        assertThatIllegalArgumentException().isThrownBy(() -> read(MODEL + "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> read(MODEL.substring(0, MODEL.length() - 1)));
    }

    private static void assertRefused(String part, String replacement, String message) {
        assertThat(MODEL).contains(part);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(MODEL.replace(part, replacement)))
                .withMessageContaining(message);
    }

    private static FlatForest read(String json) {
        return XgboostModelReader.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
