package io.quorate.job;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules that keep the rooms pure and apart, over the compiled code of every module. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.quorate");

    private static final Pattern DOOR =
            Pattern.compile(".*(Function|Aggregate|Broadcast|Operator|Serializer|TypeInfo|Servable)");

    private static final List<String> ROOMS = List.of(
            "market",
            "feature",
            "ensemble",
            "control",
            "decision",
            "risk",
            "execution",
            "outcome",
            "quality",
            "performance",
            "backtest",
            "random",
            "simulate",
            "lookahead");

    /** Methods of Math whose results are exact, so the same on every machine. The rest belongs to StrictMath. */
    private static final Pattern EXACT_MATH = Pattern.compile("abs|max|min|clamp|signum|copySign|floor|ceil|rint|round"
            + "|sqrt|fma|ulp|scalb|next.*|getExponent|(floor|ceil)(Div|Mod)|multiplyHigh|.*Exact");

    private static final Pattern CLOCK = Pattern.compile("java\\.lang\\.System\\.(currentTimeMillis|nanoTime)"
            + "|java\\.time\\.\\w+\\.now|java\\.time\\.Clock\\.\\w+|java\\.util\\.Date\\.<init>");

    @Test
    void everyRoomIsLookedAt() {
        for (String room : ROOMS) {
            assertThat(ALL.stream().anyMatch(c -> c.getPackageName().equals("io.quorate." + room)))
                    .as("classes in %s", room)
                    .isTrue();
        }
        assertThat(ALL.stream().anyMatch(c -> c.getPackageName().startsWith("io.quorate.schema")))
                .isTrue();
        assertThat(ALL.stream().noneMatch(c -> c.getSimpleName().endsWith("Test")))
                .isTrue();
    }

    @Test
    void onlyDoorsKnowFlink() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.quorate.job..")
                .and(are("no doors", c -> !isDoor(c)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(ALL);
    }

    @Test
    void recordsKnowNeitherFlinkNorRooms() {
        noClasses()
                .that()
                .resideInAPackage("io.quorate.schema..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .orShould()
                .dependOnClassesThat(are(
                        "classes of ours outside the records",
                        c -> c.getPackageName().startsWith("io.quorate.")
                                && !c.getPackageName().startsWith("io.quorate.schema")))
                .check(ALL);
    }

    @Test
    void roomsDoNotKnowTheJob() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.quorate.job..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.quorate.job..")
                .check(ALL);
    }

    @Test
    void roomsDoNotKnowKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.quorate.job..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(ALL);
    }

    /** A Flink installation has no State Processor API unless somebody put it there. */
    @Test
    void theJobNeedsNoLibraryThatAClusterLacks() {
        noClasses()
                .that()
                .haveFullyQualifiedName(StreamingJob.class.getName())
                .should()
                .transitivelyDependOnClassesThat()
                .resideInAPackage("org.apache.flink.state.api..")
                .check(ALL);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.quorate.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("io.quorate.schema.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("io.quorate.job.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void resultsDoNotDependOnTheMachinesMath() {
        noClasses()
                .should()
                .accessTargetWhere(target(
                        "a method of Math that is not exact",
                        t -> t.getOwner().isEquivalentTo(Math.class)
                                && t instanceof AccessTarget.MethodCallTarget
                                && !EXACT_MATH.matcher(t.getName()).matches()))
                .check(ALL);
    }

    @Test
    void roomsDrawNoUnseededNumbers() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.quorate.job..")
                .should()
                .callConstructor(Random.class)
                .orShould()
                .accessTargetWhere(target(
                        "a source of random numbers",
                        t -> t.getFullName().startsWith("java.lang.Math.random")
                                || t.getFullName().startsWith("java.util.UUID.random")
                                || t.getOwner().isEquivalentTo(SecureRandom.class)
                                || t.getOwner().isEquivalentTo(ThreadLocalRandom.class)))
                .check(ALL);
    }

    @Test
    void roomsReadNoClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.quorate.job..")
                .should()
                .accessTargetWhere(target(
                        "a clock",
                        t -> CLOCK.matcher(t.getOwner().getName() + "." + t.getName())
                                .matches()))
                .check(ALL);
    }

    private static boolean isDoor(JavaClass c) {
        JavaClass outermost = c;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return DOOR.matcher(outermost.getSimpleName()).matches();
    }

    private static DescribedPredicate<JavaClass> are(
            String description, java.util.function.Predicate<JavaClass> predicate) {
        return describe(description, predicate);
    }

    private static DescribedPredicate<JavaAccess<?>> target(
            String description, java.util.function.Predicate<AccessTarget> predicate) {
        return describe(description, access -> predicate.test(access.getTarget()));
    }
}
