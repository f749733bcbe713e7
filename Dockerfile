# syntax=docker/dockerfile:1
# The images of Latchkey, from one file so that they are always of one version:
#   docker build --target auth     -t latchkey/auth:0.1.0 .
#   docker build --target resource -t latchkey/resource:0.1.0 .
# Each migrates its own database, too: node dist/apps/<app>/src/migrate.js.

# For a build that can be repeated to the byte, give it by digest: --build-arg NODE=node@sha256:…
ARG NODE=node:24.20.0-trixie-slim

FROM ${NODE} AS node
WORKDIR /latchkey

# What compiles and tests is here, and goes no further: the images take dist and nothing else.
FROM node AS build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run --silent build

# What runs. No package that is needed then has an install script. typescript is there for a plugin of @nestjs/swagger, which
# only a compiler runs.
FROM node AS packages
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -r node_modules/typescript

FROM node AS runtime
# tini is process 1: it passes signals on and takes in orphans. npm has nothing to do in a container that runs.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini \
    && rm -rf /var/lib/apt/lists/* /usr/local/lib/node_modules /opt/yarn-* /usr/local/bin/npm /usr/local/bin/npx \
       /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg
ENV NODE_ENV=production
COPY --from=packages /latchkey/node_modules ./node_modules
# "type": "module"; readable whatever the umask of the checkout.
COPY --chmod=0444 package.json LICENSE ./
# Everything above belongs to root: this user may read it. A number, for Kubernetes cannot tell of a name that it is not root.
USER 10001:10001
STOPSIGNAL SIGTERM
ENTRYPOINT ["tini", "--"]

FROM runtime AS auth
LABEL org.opencontainers.image.title="Latchkey auth" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /latchkey/dist/libs ./dist/libs
COPY --from=build /latchkey/dist/apps/auth ./dist/apps/auth
ENV PORT=3001
EXPOSE 3001
# Live, not ready: some runners restart what is unhealthy, and that brings no store back.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:3001/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/auth/src/main.js"]

FROM runtime AS resource
LABEL org.opencontainers.image.title="Latchkey resource" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /latchkey/dist/libs ./dist/libs
COPY --from=build /latchkey/dist/apps/resource ./dist/apps/resource
ENV PORT=3000 METRICS_PORT=9464
EXPOSE 3000 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/resource/src/main.js"]

# For docker-compose.yml alone: makes the secrets of a deployment.
FROM node AS secrets
COPY tools/command.mjs tools/keys.mjs tools/
COPY tools/files/private-file.mjs tools/files/
COPY tools/redis-acl/users.mjs tools/redis-acl/
COPY tools/deploy/secrets.mjs tools/deploy/databases.mjs tools/deploy/
CMD ["node", "tools/deploy/secrets.mjs", "/secrets"]
