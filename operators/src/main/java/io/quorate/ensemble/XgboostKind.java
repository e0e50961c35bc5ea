package io.quorate.ensemble;

/** Kind {@code xgboost}: a tree model as XGBoost saves it, UBJSON or JSON, told apart by their content. */
final class XgboostKind implements MemberKind {

    @Override
    public String name() {
        return "xgboost";
    }

    @Override
    public Member read(MemberSource source) {
        XgboostModel model = XgboostModelReader.parse(source.bytes());
        source.requireFeatures(model.features());
        if (!model.featureNames().isEmpty() && !model.featureNames().equals(source.featureNames())) {
            throw new BundleRefusedException(
                    BundleRefusal.LAYOUT_MISMATCH,
                    "expected " + source.file() + " trained on " + source.featureNames() + ", was "
                            + model.featureNames());
        }
        return new ForestMember(source.name(), model.flatten());
    }
}
