-- +goose Up

-- Times are milliseconds since 1970, UTC. Ids are UUIDs in lower case.
-- The collation "C" compares bytes, as SQLite does.

-- Who assesses itself. An empty text stands for not said.
CREATE TABLE organisations (
    id                      text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    name                    text COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    country                 text COLLATE "C" NOT NULL,
    region                  text COLLATE "C" NOT NULL,
    sector                  text COLLATE "C" NOT NULL,
    annual_income           bigint           CHECK (annual_income >= 0), -- whole pounds
    led_by_lived_experience boolean,
    external_id             text COLLATE "C" NOT NULL,
    verification            text COLLATE "C" NOT NULL CHECK (verification IN ('unverified', 'verified', 'rejected', 'revoked')),
    verification_note       text COLLATE "C" NOT NULL,
    -- The organisation in control. It may be gone, and still ties these together.
    controller_id           text COLLATE "C" NOT NULL CHECK (length(controller_id) = 36),
    decided_at              bigint,
    created_at              bigint           NOT NULL,
    updated_at              bigint           NOT NULL,
    revision                integer          NOT NULL CHECK (revision > 0)
);
CREATE INDEX organisations_controller ON organisations (controller_id);
CREATE INDEX organisations_updated ON organisations (updated_at);

-- One identifier may be claimed by many, but verified for one.
CREATE TABLE organisation_identifiers (
    organisation_id         text COLLATE "C" NOT NULL REFERENCES organisations ON DELETE CASCADE,
    position                integer          NOT NULL CHECK (position >= 0),
    given                   text COLLATE "C" NOT NULL,
    canonical               text COLLATE "C" NOT NULL,
    list                    text COLLATE "C" NOT NULL, -- the code of one of org-id.guide
    verified                boolean          NOT NULL,
    PRIMARY KEY (organisation_id, position),
    UNIQUE (organisation_id, canonical)
);
CREATE UNIQUE INDEX identifiers_verified_once ON organisation_identifiers (canonical) WHERE verified;

-- Partners and funders.
CREATE TABLE parties (
    id                      text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    role                    text COLLATE "C" NOT NULL CHECK (role IN ('partner', 'funder')),
    name                    text COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at              bigint           NOT NULL,
    updated_at              bigint           NOT NULL,
    revision                integer          NOT NULL CHECK (revision > 0)
);
CREATE INDEX parties_by_role ON parties (role, id);

-- Of a key only its SHA-256 is kept. It is looked up by its label, the first 16
-- digits of that, and the rest is compared by the program.
CREATE TABLE keys (
    id                      text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    role                    text COLLATE "C" NOT NULL CHECK (role IN ('operator', 'organisation', 'partner', 'funder')),
    organisation_id         text COLLATE "C" REFERENCES organisations ON DELETE CASCADE,
    party_id                text COLLATE "C" REFERENCES parties ON DELETE CASCADE,
    name                    text COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    hash                    text COLLATE "C" NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    label                   text COLLATE "C" NOT NULL UNIQUE CHECK (label = substr(hash, 1, 16)),
    made_by                 text COLLATE "C" NOT NULL,
    created_at              bigint           NOT NULL,
    expires_at              bigint,
    revoked_at              bigint,
    last_used               text COLLATE "C" NOT NULL, -- a day, as 2026-03-04, or empty
    CHECK ((role = 'organisation') = (organisation_id IS NOT NULL)),
    CHECK ((role IN ('partner', 'funder')) = (party_id IS NOT NULL))
);
CREATE INDEX keys_of_organisation ON keys (organisation_id, id);
CREATE INDEX keys_of_party ON keys (party_id, id);

-- Which partner may act for which organisation.
CREATE TABLE grants (
    id                      text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    organisation_id         text COLLATE "C" NOT NULL REFERENCES organisations ON DELETE CASCADE,
    partner_id              text COLLATE "C" NOT NULL REFERENCES parties ON DELETE CASCADE,
    created_at              bigint           NOT NULL,
    expires_at              bigint,
    revoked_at              bigint
);
CREATE INDEX grants_of_organisation ON grants (organisation_id, id);
CREATE INDEX grants_of_partner ON grants (partner_id, organisation_id);

-- Answers kept for requests that are sent again. They hold no secret.
CREATE TABLE kept_answers (
    id                      text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 64),
    organisation_id         text COLLATE "C" REFERENCES organisations ON DELETE CASCADE,
    digest                  text COLLATE "C" NOT NULL,
    location                text COLLATE "C" NOT NULL,
    body                    bytea            NOT NULL,
    until                   bigint           NOT NULL
);
CREATE INDEX kept_answers_until ON kept_answers (until);
CREATE INDEX kept_answers_of_organisation ON kept_answers (organisation_id);
