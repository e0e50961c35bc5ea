package io.quorate.ensemble;

/** Kind {@code linear}: {@link LinearWeights} on the features as the bundle's scaler standardises them. */
final class LinearKind implements MemberKind {

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public Member read(MemberSource source) {
        LinearWeights weights = BundleJson.read(source.bytes(), LinearWeights.class);
        source.requireFeatures(weights.weights().length);
        return new LinearMember(source.name(), weights.bias(), weights.weights(), source.scaler());
    }
}
