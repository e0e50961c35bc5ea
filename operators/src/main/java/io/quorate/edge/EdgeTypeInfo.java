package io.quorate.edge;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.util.function.SerializableSupplier;

/** Type of a stream whose records cross to another task in the form of an {@link EdgeSerializer}. */
public final class EdgeTypeInfo<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final SerializableSupplier<EdgeSerializer<T>> serializer;

    /**
     * A type with its serializer.
     *
     * @param serializer makes a new one, because each holds scratch of its thread
     */
    public EdgeTypeInfo(Class<T> type, SerializableSupplier<EdgeSerializer<T>> serializer) {
        this.type = type;
        this.serializer = serializer;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer.get();
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "Edge<" + type.getSimpleName() + ">";
    }

    @Override
    public boolean canEqual(Object o) {
        return o instanceof EdgeTypeInfo;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof EdgeTypeInfo<?> other && type == other.type;
    }

    @Override
    public int hashCode() {
        return Objects.hash(type);
    }
}
