# The portal without a database: DATABASE_URL and the secrets come from outside (compose.yaml, docs/operations.md).
# One container runs the web server and a job worker; several may run on one database.
FROM node:22-bookworm-slim
WORKDIR /portail
ENV NEXT_TELEMETRY_DISABLED=1 PORTAIL_DATA=/var/lib/portail
# For backups and restores: mariadb-dump and mariadb. For the tokens that date the journal: openssl.
RUN apt-get update && apt-get install --yes --no-install-recommends mariadb-client openssl && rm -rf /var/lib/apt/lists/*
COPY . .
# Installs the locked dependencies and builds the pages, as on any machine.
RUN node scripts/start.mjs --build && npm cache clean --force \
  && mkdir -p /var/lib/portail && chown -R node:node /var/lib/portail lib/generated .next
USER node
VOLUME /var/lib/portail
EXPOSE 3000
HEALTHCHECK --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/api/sante').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# An init reaps what ends, and hands SIGTERM over: docker run --init, or `init: true` in compose.yaml.
CMD ["node", "scripts/start.mjs"]
