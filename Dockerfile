# newslint, its rules compiled: no run in a container has to.
#   docker build -t newslint .
#   docker run --rm --user "$(id -u)" -v "$PWD:/work" newslint articles
FROM python:3.12-slim AS build
COPY . /source
RUN python -m venv /opt/newslint && /opt/newslint/bin/pip install --no-cache-dir --quiet /source

FROM python:3.12-slim
# hadolint ignore=DL3008
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/newslint /opt/newslint
ENV PATH="/opt/newslint/bin:$PATH" NEWSLINT_CACHE_DIR=/var/cache/newslint
RUN newslint cache warm && mkdir -p "$NEWSLINT_CACHE_DIR" && chmod -R a+rX "$NEWSLINT_CACHE_DIR" && rm -f "$NEWSLINT_CACHE_DIR"/*.lock
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["newslint"]
