package io.quorate.job.table;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compression of Parquet pages by the libraries the Kafka client brings: Parquet's own goes through Hadoop's
 * configuration and would need 30 MB more of it.
 */
final class ParquetCodecs implements CompressionCodecFactory {

    private static final int ZSTD_LEVEL = 3;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput bytes) throws IOException {
                return BytesInput.from(ParquetCodecs.compress(codec, array(bytes)));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return codec;
            }

            @Override
            public void release() {
                // Holds nothing.
            }
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new BytesInputDecompressor() {
            @Override
            public BytesInput decompress(BytesInput bytes, int plainBytes) throws IOException {
                return BytesInput.from(ParquetCodecs.decompress(codec, array(bytes), plainBytes));
            }

            @Override
            public void decompress(ByteBuffer in, int packedBytes, ByteBuffer out, int plainBytes) throws IOException {
                byte[] packed = new byte[packedBytes];
                in.get(packed);
                out.put(ParquetCodecs.decompress(codec, packed, plainBytes));
            }

            @Override
            public void release() {
                // Holds nothing.
            }
        };
    }

    @Override
    public void release() {
        // Holds nothing.
    }

    private static byte[] compress(CompressionCodecName codec, byte[] plain) throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> plain;
            case SNAPPY -> Snappy.compress(plain);
            case ZSTD -> Zstd.compress(plain, ZSTD_LEVEL);
            case GZIP -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                    zip.write(plain);
                }
                yield out.toByteArray();
            }
            default -> throw unknown(codec);
        };
    }

    private static byte[] decompress(CompressionCodecName codec, byte[] packed, int plainBytes) throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> packed;
            case SNAPPY -> Snappy.uncompress(packed);
            case ZSTD -> all(new ZstdInputStream(new ByteArrayInputStream(packed)), plainBytes);
            case GZIP -> all(new GZIPInputStream(new ByteArrayInputStream(packed)), plainBytes);
            default -> throw unknown(codec);
        };
    }

    private static byte[] array(BytesInput bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(out);
        return out.toByteArray();
    }

    private static byte[] all(InputStream in, int bytes) throws IOException {
        try (in) {
            return in.readNBytes(bytes);
        }
    }

    private static IOException unknown(CompressionCodecName codec) {
        return new IOException("expected SNAPPY, ZSTD, GZIP or no compression, was " + codec);
    }
}
