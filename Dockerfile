# The service as one static binary on a small base, run by a user who owns
# nothing but /data, /journal and /backups.
#
#   docker build --build-arg VERSION=0.1.0 -t sevenrungs .
#   docker run -p 8080:8080 -v sevenrungs:/data sevenrungs

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
ARG COMMIT=
# SQLite is C, so the link is told to leave nothing to the base image. SQLite's
# extensions and the C library's name and user look-ups would need more.
RUN CGO_ENABLED=1 go build -trimpath \
	-tags sqlite_omit_load_extension,netgo,osusergo \
	-ldflags "-s -w -linkmode external -extldflags -static -X main.version=$VERSION -X main.commit=$COMMIT" \
	-o /out/sevenrungs .

FROM alpine:3.23
RUN adduser -D -H -s /sbin/nologin -u 10001 sevenrungs \
	&& install -d -o sevenrungs -g sevenrungs -m 0700 /data /journal /backups
COPY --from=build /out/sevenrungs /usr/local/bin/sevenrungs
COPY LICENSE /usr/share/doc/sevenrungs/LICENSE
USER 10001
ENV SEVENRUNGS_ADDR=0.0.0.0:8080 \
	SEVENRUNGS_DATABASE=/data/sevenrungs.db
VOLUME /data
EXPOSE 8080
# Ready means that the database is open, migrated and writable. Change the port
# here when you change it above.
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s \
	CMD wget -q -O /dev/null http://127.0.0.1:8080/readyz || exit 1
ENTRYPOINT ["sevenrungs"]
CMD ["serve"]
