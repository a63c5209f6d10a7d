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

-- Where what happened is sent. What is sent is what stands in events after the number
-- sent. The secrets must be readable: with them everything is signed.
CREATE TABLE webhooks (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    reader_role     TEXT    NOT NULL CHECK (reader_role IN ('operator', 'organisation', 'partner', 'funder')),
    reader_id       TEXT    NOT NULL,
    organisation_id TEXT    REFERENCES organisations ON DELETE CASCADE,
    party_id        TEXT    REFERENCES parties ON DELETE CASCADE,
    url             TEXT    NOT NULL CHECK (length(url) BETWEEN 1 AND 500),
    types           TEXT    NOT NULL, -- a JSON array; empty for all
    secret          TEXT    NOT NULL CHECK (length(secret) > 0),
    old_secret      TEXT    NOT NULL,
    old_until       INTEGER,
    paused_at       INTEGER,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    revision        INTEGER NOT NULL CHECK (revision > 0),
    sent            INTEGER NOT NULL,
    failures        INTEGER NOT NULL,
    failing_since   INTEGER,
    next_try        INTEGER,
    leased_until    INTEGER,
    CHECK ((reader_role = 'organisation') = (organisation_id IS NOT NULL)),
    CHECK ((reader_role IN ('partner', 'funder')) = (party_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX webhooks_by_reader ON webhooks (reader_role, reader_id, id);
CREATE INDEX webhooks_by_organisation ON webhooks (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX webhooks_by_party ON webhooks (party_id) WHERE party_id IS NOT NULL;

CREATE TABLE webhook_deliveries (
    webhook_id TEXT    NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    id         TEXT    NOT NULL CHECK (length(id) = 36),
    event_id   TEXT    NOT NULL,
    type       TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    took       INTEGER NOT NULL,
    status     INTEGER NOT NULL,
    failure    TEXT    NOT NULL,
    PRIMARY KEY (webhook_id, id)
) STRICT, WITHOUT ROWID;
