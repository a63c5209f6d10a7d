-- +goose Up

-- Which content each instrument version had when it was first used here. A row
-- is written once and never changed: a published version keeps its content.
-- The collation "C" compares bytes, so that order and ranges such as a-z mean
-- the same on every server, and the same as in SQLite.
CREATE TABLE instrument_versions (
    id            text COLLATE "C" NOT NULL CHECK (id ~ '^[a-z0-9-]{1,64}$'),
    version       text COLLATE "C" NOT NULL CHECK (length(version) <= 64 AND version ~ '^[0-9].*\.[0-9].*\.[0-9]'),
    digest        text COLLATE "C" NOT NULL CHECK (digest ~ '^sha256:[0-9a-f]{64}$'),
    first_seen_at bigint           NOT NULL CHECK (first_seen_at > 0), -- milliseconds since 1970, UTC
    PRIMARY KEY (id, version)
);
