-- +goose Up

-- Times are milliseconds since 1970, UTC. Ids are UUIDs in lower case.

-- Who assesses itself. An empty text stands for not said.
CREATE TABLE organisations (
    id                      TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    name                    TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    country                 TEXT    NOT NULL,
    region                  TEXT    NOT NULL,
    sector                  TEXT    NOT NULL,
    annual_income           INTEGER CHECK (annual_income >= 0), -- whole pounds
    led_by_lived_experience INTEGER CHECK (led_by_lived_experience IN (0, 1)),
    external_id             TEXT    NOT NULL,
    verification            TEXT    NOT NULL CHECK (verification IN ('unverified', 'verified', 'rejected', 'revoked')),
    verification_note       TEXT    NOT NULL,
    -- The organisation in control. It may be gone, and still ties these together.
    controller_id           TEXT    NOT NULL CHECK (length(controller_id) = 36),
    decided_at              INTEGER,
    created_at              INTEGER NOT NULL,
    updated_at              INTEGER NOT NULL,
    revision                INTEGER NOT NULL CHECK (revision > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX organisations_controller ON organisations (controller_id);
CREATE INDEX organisations_updated ON organisations (updated_at);

-- One identifier may be claimed by many, but verified for one.
CREATE TABLE organisation_identifiers (
    organisation_id TEXT    NOT NULL REFERENCES organisations ON DELETE CASCADE,
    position        INTEGER NOT NULL CHECK (position >= 0),
    given           TEXT    NOT NULL,
    canonical       TEXT    NOT NULL,
    list            TEXT    NOT NULL, -- the code of one of org-id.guide
    verified        INTEGER NOT NULL CHECK (verified IN (0, 1)),
    PRIMARY KEY (organisation_id, position),
    UNIQUE (organisation_id, canonical)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX identifiers_verified_once ON organisation_identifiers (canonical) WHERE verified;

-- Partners and funders.
CREATE TABLE parties (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    role       TEXT    NOT NULL CHECK (role IN ('partner', 'funder')),
    name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    revision   INTEGER NOT NULL CHECK (revision > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_by_role ON parties (role, id);

-- Of a key only its SHA-256 is kept. It is looked up by its label, the first 16
-- digits of that, and the rest is compared by the program.
CREATE TABLE keys (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    role            TEXT    NOT NULL CHECK (role IN ('operator', 'organisation', 'partner', 'funder')),
    organisation_id TEXT    REFERENCES organisations ON DELETE CASCADE,
    party_id        TEXT    REFERENCES parties ON DELETE CASCADE,
    name            TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    hash            TEXT    NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
    label           TEXT    NOT NULL UNIQUE CHECK (label = substr(hash, 1, 16)),
    made_by         TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER,
    revoked_at      INTEGER,
    last_used       TEXT    NOT NULL, -- a day, as 2026-03-04, or empty
    CHECK ((role = 'organisation') = (organisation_id IS NOT NULL)),
    CHECK ((role IN ('partner', 'funder')) = (party_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_of_organisation ON keys (organisation_id, id);
CREATE INDEX keys_of_party ON keys (party_id, id);

-- Which partner may act for which organisation.
CREATE TABLE grants (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    organisation_id TEXT    NOT NULL REFERENCES organisations ON DELETE CASCADE,
    partner_id      TEXT    NOT NULL REFERENCES parties ON DELETE CASCADE,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER,
    revoked_at      INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_of_organisation ON grants (organisation_id, id);
CREATE INDEX grants_of_partner ON grants (partner_id, organisation_id);

-- Answers kept for requests that are sent again. They hold no secret.
CREATE TABLE kept_answers (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 64),
    organisation_id TEXT    REFERENCES organisations ON DELETE CASCADE,
    digest          TEXT    NOT NULL,
    location        TEXT    NOT NULL,
    body            BLOB    NOT NULL,
    until           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_answers_until ON kept_answers (until);
CREATE INDEX kept_answers_of_organisation ON kept_answers (organisation_id);
