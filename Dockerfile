# Contains only the program, 20 MB: docker build -t dhub .
# docker run --rm --user "$(id -u):$(id -g)" -v "$PWD":/work dhub seed all --out out
FROM rust:1.89-bookworm AS build
WORKDIR /build
COPY . .
RUN scripts/dist.sh --binary-only /made && mv /made/dhub-*-linux /dhub

FROM scratch
COPY --from=build /dhub /dhub
WORKDIR /work
ENTRYPOINT ["/dhub"]
CMD ["--help"]
