# The proxy as a container: not root, nothing writable but the data volume.
#
#   docker build -t komo-braze .
#   docker run --read-only --tmpfs /tmp -p 8080:8080 -v komo-braze-data:/data -v ./hubs:/hubs:ro \
#     -e SECRET=… -e ADMIN_TOKEN=… -e BRAZE_REST_ENDPOINT=… -e BRAZE_API_KEY=… komo-braze
#
# The operator's port listens on the container's own loopback: reach it by `docker exec`, or set ADMIN_HOST=0.0.0.0 and publish 8081 to a private network only.
# If Connect is to save hub files, mount /hubs writable.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production HUBS_DIR=/hubs DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE SECURITY.md ./
COPY src/proxy/alerts.yml ./src/proxy/alerts.yml
RUN mkdir -m 700 /data && mkdir /hubs && chown node:node /data /hubs
# The image's user `node`, by number: with `runAsNonRoot` Kubernetes refuses a name.
USER 1000:1000
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 8080}/healthz`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/proxy.js"]
