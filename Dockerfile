# The job on the official Flink image: JobManager, TaskManager and the command line.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN mvn -q -B -ntp -pl job -am -DskipTests -Dlint=false -Dspotless.check.skip package

FROM flink:2.2.0-java17
USER root
# /state exists so that a new volume belongs to the user of the job.
RUN mkdir -p /state /opt/flink/usrlib \
    && chown 9999:9999 /state \
    && printf '%s\n' '#!/bin/sh' \
        'exec java -Xmx256m -cp "/opt/flink/usrlib/quorate-job.jar:/opt/flink/lib/*" io.quorate.job.cli.Quorate "$@"' \
        > /opt/flink/bin/quorate \
    && chmod 755 /opt/flink/bin/quorate
COPY --from=build /src/job/target/quorate-job.jar /opt/flink/usrlib/quorate-job.jar
# flink
USER 9999:9999
