package io.quorate.job.scenario;

import io.quorate.control.EpochBook;
import io.quorate.job.topology.DecisionTopology;
import io.quorate.schema.control.ControlRecord;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassReader;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassWriter;
import org.apache.flink.shaded.asm9.org.objectweb.asm.MethodVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Type;

/**
 * Our classes with one fault in the epoch book: every look-up takes the latest epoch read so far, not the floor entry of
 * the event time. A job loads them before those of this process, so production code needs no seam for it.
 */
public final class Mutant {

    private static final String TREE_MAP = Type.getInternalName(TreeMap.class);
    private static final String NO_KEY_TO_ENTRY = Type.getMethodDescriptor(Type.getType(Map.Entry.class));

    private Mutant() {}

    /**
     * Writes the changed class and gives the class path of a job that uses it.
     *
     * @param dir folder for the class
     */
    public static List<URL> takingTheLatestEpoch(Path dir) throws IOException {
        String file = Type.getInternalName(EpochBook.class) + ".class";
        Path written = dir.resolve(file);
        Files.createDirectories(written.getParent());
        Files.write(written, mutate(file));
        return List.of(
                dir.toUri().toURL(), home(ControlRecord.class), home(EpochBook.class), home(DecisionTopology.class));
    }

    /** The class path of a job that loads our classes anew and unchanged: what the mutant is compared with. */
    public static List<URL> none() {
        return List.of(home(ControlRecord.class), home(EpochBook.class), home(DecisionTopology.class));
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static byte[] mutate(String file) throws IOException {
        try (InputStream in = EpochBook.class.getClassLoader().getResourceAsStream(file)) {
            ClassReader reader = new ClassReader(in);
            ClassWriter writer = new ClassWriter(reader, 0);
            LatestForFloor mutation = new LatestForFloor(writer);
            reader.accept(mutation, 0);
            if (mutation.changed == 0) {
                throw new IllegalStateException("expected floorEntry in " + EpochBook.class + ", was none");
            }
            return writer.toByteArray();
        }
    }

    /** Turns {@code floorEntry(key)} into {@code lastEntry()}. */
    private static final class LatestForFloor extends ClassVisitor {
        private int changed;

        private LatestForFloor(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] e) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, e)) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    if (owner.equals(TREE_MAP) && method.equals("floorEntry")) {
                        changed++;
                        visitInsn(Opcodes.POP);
                        super.visitMethodInsn(opcode, owner, "lastEntry", NO_KEY_TO_ENTRY, isInterface);
                    } else {
                        super.visitMethodInsn(opcode, owner, method, type, isInterface);
                    }
                }
            };
        }
    }
}
