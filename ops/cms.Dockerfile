# PayloadCMS with the plugin and its admin panel. Build it in the root of the repository:
#   docker build -f ops/cms.Dockerfile -t videogen-cms .
FROM node:22-bookworm-slim
WORKDIR /source
COPY src/VideoGen/Catalog/Shipped src/VideoGen/Catalog/Shipped
COPY payload payload
WORKDIR /source/payload
ENV NEXT_TELEMETRY_DISABLED=1
RUN npm ci --no-audit --no-fund && npm run build -w app && mkdir -p app/data && chown -R node app/data app/.next
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
USER node
VOLUME /source/payload/app/data
EXPOSE 3000
CMD ["npm", "start"]
