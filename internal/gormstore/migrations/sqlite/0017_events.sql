-- +goose Up

-- What happened, once for each who is told. The numbers grow in the order of
-- commits, and none is given twice. An organisation that is erased may still be
-- named here, so this is no reference.
CREATE TABLE events (
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    reader_role     TEXT    NOT NULL CHECK (reader_role IN ('', 'operator', 'organisation', 'partner', 'funder')), -- empty for all
    reader_id       TEXT    NOT NULL, -- empty for all, and for the operator
    id              TEXT    NOT NULL CHECK (length(id) = 36),
    type            TEXT    NOT NULL CHECK (length(type) > 0),
    happened_at     INTEGER NOT NULL,
    organisation_id TEXT,
    subject_kind    TEXT    NOT NULL CHECK (length(subject_kind) > 0),
    subject_id      TEXT    NOT NULL CHECK (length(subject_id) > 0),
    subject_of      TEXT    NOT NULL  -- what it is found under; empty for nothing more than the organisation
) STRICT;
CREATE INDEX events_by_reader ON events (reader_role, reader_id, seq);
CREATE INDEX events_by_id ON events (id);
CREATE INDEX events_by_time ON events (happened_at);
CREATE INDEX events_by_organisation ON events (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX events_by_subject ON events (subject_id, type);

-- Counts what was told of an organisation. Where many write at once, two that
-- tell of the same one change the same row here, and so come one after the other.
CREATE TABLE event_turns (
    organisation_id TEXT    NOT NULL PRIMARY KEY,
    turns           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX grants_by_end ON grants (expires_at) WHERE expires_at IS NOT NULL AND revoked_at IS NULL;
CREATE INDEX shares_by_end ON shares (expires_at) WHERE expires_at IS NOT NULL;
