# The server, the command line and the simulator of fal.ai, in one image: docker build -t videogen .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Directory.Build.props Directory.Packages.props BannedSymbols.txt ./
COPY docs/schemas docs/schemas
COPY web/dist web/dist
COPY samples samples
COPY build build
COPY src src
RUN build/publish /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends curl ffmpeg && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
RUN mkdir -p /data /secrets && chown "$APP_UID" /data /secrets
ENV PATH="/app:$PATH" VIDEOGEN_HOME=/data
USER $APP_UID
VOLUME /data
EXPOSE 8377
HEALTHCHECK CMD curl --fail --silent --show-error --max-time 20 "http://127.0.0.1:${VIDEOGEN_SERVER_PORT:-8377}/health"
CMD ["videogen", "serve"]
