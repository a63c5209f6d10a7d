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

-- Where what happened is sent.
CREATE TABLE webhooks (
    id              text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    reader_role     text COLLATE "C" NOT NULL CHECK (reader_role IN ('operator', 'organisation', 'partner', 'funder')),
    reader_id       text COLLATE "C" NOT NULL,
    organisation_id text COLLATE "C" REFERENCES organisations ON DELETE CASCADE,
    party_id        text COLLATE "C" REFERENCES parties ON DELETE CASCADE,
    url             text COLLATE "C" NOT NULL CHECK (length(url) BETWEEN 1 AND 500),
    types           text COLLATE "C" NOT NULL, -- a JSON array; empty for all
    secret          text COLLATE "C" NOT NULL CHECK (length(secret) > 0),
    old_secret      text COLLATE "C" NOT NULL,
    old_until       bigint,
    paused_at       bigint,
    created_at      bigint NOT NULL,
    updated_at      bigint NOT NULL,
    revision        bigint NOT NULL CHECK (revision > 0),
    sent            bigint NOT NULL,
    failures        bigint NOT NULL,
    failing_since   bigint,
    next_try        bigint,
    leased_until    bigint,
    CHECK ((reader_role = 'organisation') = (organisation_id IS NOT NULL)),
    CHECK ((reader_role IN ('partner', 'funder')) = (party_id IS NOT NULL))
);
CREATE INDEX webhooks_by_reader ON webhooks (reader_role, reader_id, id);
CREATE INDEX webhooks_by_organisation ON webhooks (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX webhooks_by_party ON webhooks (party_id) WHERE party_id IS NOT NULL;

CREATE TABLE webhook_deliveries (
    webhook_id text COLLATE "C" NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    id         text COLLATE "C" NOT NULL CHECK (length(id) = 36),
    event_id   text COLLATE "C" NOT NULL,
    type       text COLLATE "C" NOT NULL,
    at         bigint NOT NULL,
    took       bigint NOT NULL,
    status     bigint NOT NULL,
    failure    text COLLATE "C" NOT NULL,
    PRIMARY KEY (webhook_id, id)
);
