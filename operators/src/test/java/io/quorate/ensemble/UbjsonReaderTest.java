package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UbjsonReaderTest {

    @Test
    void readsEveryKindOfValue() {
        byte[] bytes = bytes(
                '{', "i", (byte) 1, "a", 'S', "L", 2L, "hi", "U", (byte) 1, "b", '[', '$', 'd', '#', 'L', 2L, 1.5f, -2f,
                "I", (short) 1, "c", '[', 'T', 'F', ']', "l", 1, "d", '[', '#', 'i', (byte) 2, 'i', (byte) -3, 'D', 0.1,
                "i", (byte) 1, "e", '{', '}', '}');
        Object value = UbjsonReader.read(bytes);
        assertThat(value).isInstanceOf(Map.class);
        Map<?, ?> map = (Map<?, ?>) value;
        assertThat(map.get("a")).isEqualTo("hi");
        assertThat((double[]) map.get("b")).containsExactly(1.5, -2);
        assertThat(map.get("c")).isEqualTo(List.of(true, false));
        assertThat((double[]) map.get("d")).containsExactly(-3, 0.1);
        assertThat(map.get("e")).isEqualTo(Map.of());
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] bytes = bytes(
                '{', "L", 1L, "a", '[', '$', 'l', '#', 'L', 2L, 1, 2, "L", 1L, "b", '[', '#', 'L', 1L, 'S', "L", 3L,
                "abc", '}');
        assertThat(UbjsonReader.read(bytes)).isInstanceOf(Map.class);
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().as("%d bytes", length).isThrownBy(() -> UbjsonReader.read(part));
        }
    }

    @Test
    void hugeCountsAreRefusedBeforeAnythingIsAllocated() {
        assertRefused("numbers of 8 bytes", '[', '$', 'D', '#', 'L', Long.MAX_VALUE);
        assertRefused("bytes of text", 'S', 'L', Long.MAX_VALUE);
        assertRefused("expected a length, was -1", '[', '#', 'i', (byte) -1);
        assertRefused("more bytes", '[', '#', 'L', Long.MAX_VALUE);
    }

    @Test
    void deepNestingIsRefused() {
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) '[');
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UbjsonReader.read(deep))
                .withMessageContaining("at most 32 levels");
    }

    @Test
    void whatXgboostNeverWritesIsRefused() {
        assertRefused("each key once", '{', "i", (byte) 1, "a", 'T', "i", (byte) 1, "a", 'T', '}');
        assertRefused("more bytes at", 'T', 'T');
        assertRefused("a number type", '[', '$', 'Z', '#', 'L', 5L);
        assertRefused("a value", 'N');
        assertRefused("a value", 'H', "i", (byte) 1, "1");
        assertRefused("a count", '[', '$', 'd', 'L', 5L);
    }

    private static void assertRefused(String message, Object... parts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UbjsonReader.read(bytes(parts)))
                .withMessageContaining(message);
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            ByteBuffer buffer = ByteBuffer.allocate(8);
            if (part instanceof Character c) {
                out.write(c);
                continue;
            } else if (part instanceof String s) {
                out.writeBytes(s.getBytes(StandardCharsets.UTF_8));
                continue;
            } else if (part instanceof Byte b) {
                buffer.put(b);
            } else if (part instanceof Short s) {
                buffer.putShort(s);
            } else if (part instanceof Integer i) {
                buffer.putInt(i);
            } else if (part instanceof Long l) {
                buffer.putLong(l);
            } else if (part instanceof Float f) {
                buffer.putFloat(f);
            } else if (part instanceof Double d) {
                buffer.putDouble(d);
            }
            out.write(buffer.array(), 0, buffer.position());
        }
        return out.toByteArray();
    }
}
