# The server with all it needs. The model is fetched at the first start, into /data: keep that as a volume.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml ./
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends unzip \
    && rm -rf /var/lib/apt/lists/*
COPY src src
RUN ./mvnw -B -q -Dmaven.test.skip=true -Djacoco.skip=true package

FROM eclipse-temurin:25-jre
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 python3-pip python3-venv util-linux bubblewrap \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --uid 10001 gpiot \
    && install -d -o gpiot /data
WORKDIR /opt/gpiot
COPY gpiot ./
COPY --from=build /src/target/gpiot.jar target/gpiot.jar
COPY --from=build /src/target/lib target/lib
USER 10001
ENV GPIOT_HOME=/data
VOLUME /data
EXPOSE 8080
# Others can reach it: a key in GPIOT_API_KEY is demanded.
ENTRYPOINT ["./gpiot", "serve", "--host", "0.0.0.0", "--json"]
