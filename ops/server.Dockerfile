# The server, the command line and the simulator of fal.ai, in one image. Build it in the root of the repository:
#   docker build -f ops/server.Dockerfile -t videogen .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY Directory.Build.props Directory.Packages.props BannedSymbols.txt ./
COPY docs/schemas docs/schemas
COPY samples samples
COPY src src
RUN for project in VideoGen.Cli VideoGen.Server VideoGen.FalSimulator; do \
      dotnet publish src/$project -c Release -p:RunAnalyzers=false --nologo -o /app || exit 1; \
    done

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
RUN mkdir -p /data /secrets && chown "$APP_UID" /data /secrets
ENV PATH="/app:$PATH" VIDEOGEN_HOME=/data
USER $APP_UID
VOLUME /data
EXPOSE 8377
CMD ["videogen", "serve"]
