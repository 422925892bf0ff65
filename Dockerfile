# syntax=docker/dockerfile:1
# Built in one stage, run in another that holds the program, its assets and the certificates of the world.

FROM rust:1.95-bookworm AS build
# rust-toolchain.toml says "stable"; here that is the compiler of this image, and no other one is fetched.
ENV RUSTUP_TOOLCHAIN=1.95.0 CARGO_TARGET_DIR=/build/target npm_config_cache=/build/npm
# Debian 12's own Node is older than what the build's tools ask for.
COPY --from=node:20-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:20-bookworm-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && rustup target add wasm32-unknown-unknown
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/npm \
    --mount=type=cache,target=/build/target \
    cargo xtask build \
 && install -D /build/target/release/sadu /out/sadu \
 && cp -r dist /out/dist \
 && rm -f /out/dist/.stamp

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --home-dir /var/lib/sadu --shell /usr/sbin/nologin sadu \
 && install --directory --owner=sadu --group=sadu --mode=0700 /var/lib/sadu
COPY --from=build /out/sadu /usr/local/bin/sadu
COPY --from=build /out/dist /usr/share/sadu/dist
ENV SADU_ASSETS_DIR=/usr/share/sadu/dist \
    SADU_SECRETS_FILE=/var/lib/sadu/secrets.json \
    SADU_LISTEN=0.0.0.0:8000 \
    SADU_INTERNAL_LISTEN=0.0.0.0:8001
USER sadu
WORKDIR /var/lib/sadu
EXPOSE 8000
# There is no curl here; bash speaks enough HTTP for a probe of the process itself. Whether the database and Redis answer
# is /health's matter, for the load balancer. A worker listens on the internal port alone: switch this check off for `sadu work`.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8000 && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["sadu"]
CMD ["serve"]
