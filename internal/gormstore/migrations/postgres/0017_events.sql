-- +goose Up

-- See the same file for SQLite.
CREATE TABLE events (
    seq             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reader_role     text COLLATE "C" NOT NULL CHECK (reader_role IN ('', 'operator', 'organisation', 'partner', 'funder')),
    reader_id       text COLLATE "C" NOT NULL,
    id              text COLLATE "C" NOT NULL CHECK (length(id) = 36),
    type            text COLLATE "C" NOT NULL CHECK (length(type) > 0),
    happened_at     bigint           NOT NULL,
    organisation_id text COLLATE "C",
    subject_kind    text COLLATE "C" NOT NULL CHECK (length(subject_kind) > 0),
    subject_id      text COLLATE "C" NOT NULL CHECK (length(subject_id) > 0),
    subject_of      text COLLATE "C" NOT NULL
);
CREATE INDEX events_by_reader ON events (reader_role, reader_id, seq);
CREATE INDEX events_by_id ON events (id);
CREATE INDEX events_by_time ON events (happened_at);
CREATE INDEX events_by_organisation ON events (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX events_by_subject ON events (subject_id, type);

CREATE TABLE event_turns (
    organisation_id text COLLATE "C" NOT NULL PRIMARY KEY,
    turns           bigint           NOT NULL
);

CREATE INDEX grants_by_end ON grants (expires_at) WHERE expires_at IS NOT NULL AND revoked_at IS NULL;
CREATE INDEX shares_by_end ON shares (expires_at) WHERE expires_at IS NOT NULL;
