-- +goose Up

-- Which content each instrument version had when it was first used here. A row
-- is written once and never changed: a published version keeps its content.
CREATE TABLE instrument_versions (
    id            TEXT    NOT NULL CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^a-z0-9-]*'),
    version       TEXT    NOT NULL CHECK (length(version) <= 64 AND version GLOB '[0-9]*.[0-9]*.[0-9]*'),
    digest        TEXT    NOT NULL CHECK (length(digest) = 71 AND digest GLOB 'sha256:*'
                                          AND substr(digest, 8) NOT GLOB '*[^0-9a-f]*'),
    first_seen_at INTEGER NOT NULL CHECK (first_seen_at > 0), -- milliseconds since 1970, UTC
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
