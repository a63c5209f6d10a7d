-- +goose Up

-- What a freeze may know of a result before it looks at any figure.
ALTER TABLE results ADD COLUMN provisional INTEGER NOT NULL DEFAULT 0 CHECK (provisional IN (0, 1));
ALTER TABLE results ADD COLUMN complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1));

CREATE TABLE periods (
    name      TEXT    NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 32),
    opens_at  INTEGER NOT NULL,
    closes_at INTEGER NOT NULL CHECK (closes_at > opens_at),
    freeze_at INTEGER NOT NULL CHECK (freeze_at >= closes_at),
    frozen_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE programmes (
    id          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    funder_id   TEXT    NOT NULL REFERENCES parties ON DELETE CASCADE,
    name        TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    scope       TEXT    NOT NULL CHECK (scope IN ('individual', 'service', 'strategic')),
    instrument  TEXT    NOT NULL,
    major       INTEGER NOT NULL CHECK (major >= 0),
    related     TEXT    NOT NULL, -- a JSON array of ids of organisations
    join_code   TEXT    NOT NULL UNIQUE CHECK (length(join_code) = 14),
    declared_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX programmes_of_funder ON programmes (funder_id, id);

CREATE TABLE programme_periods (
    programme_id TEXT    NOT NULL REFERENCES programmes ON DELETE CASCADE,
    position     INTEGER NOT NULL CHECK (position >= 0),
    period       TEXT    NOT NULL REFERENCES periods,
    PRIMARY KEY (programme_id, position),
    UNIQUE (programme_id, period)
) STRICT, WITHOUT ROWID;
CREATE INDEX programme_periods_by_period ON programme_periods (period);

-- What organisations agreed to, as it happened. A row never changes, and goes
-- with its organisation only.
CREATE TABLE shares (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    organisation_id TEXT    NOT NULL REFERENCES organisations ON DELETE CASCADE,
    purpose         TEXT    NOT NULL CHECK (purpose IN ('programme', 'public_benchmark', 'named')),
    programme_id    TEXT    REFERENCES programmes,
    text_version    TEXT    NOT NULL,
    granted_at      INTEGER NOT NULL,
    expires_at      INTEGER,
    CHECK ((purpose = 'public_benchmark') = (programme_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX shares_of_organisation ON shares (organisation_id, id);
CREATE INDEX shares_with_programme ON shares (programme_id, id);

CREATE TABLE share_withdrawals (
    share_id     TEXT    NOT NULL PRIMARY KEY REFERENCES shares ON DELETE CASCADE,
    withdrawn_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What is published: the very bytes, once for each cohort and period.
CREATE TABLE releases (
    period       TEXT    NOT NULL REFERENCES periods,
    kind         TEXT    NOT NULL CHECK (kind IN ('programme', 'sector', 'national')),
    cohort       TEXT    NOT NULL,
    sectors      TEXT    NOT NULL, -- a JSON array of codes
    released     INTEGER NOT NULL CHECK (released IN (0, 1)),
    body         BLOB    NOT NULL,
    digests      TEXT    NOT NULL, -- a JSON array: keyed digests of the contributions
    published_at INTEGER NOT NULL,
    PRIMARY KEY (period, kind, cohort)
) STRICT, WITHOUT ROWID;

-- Which assessment was counted where, so that none counts in two periods.
CREATE TABLE counted_assessments (
    period        TEXT NOT NULL REFERENCES periods,
    kind          TEXT NOT NULL,
    cohort        TEXT NOT NULL,
    assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    PRIMARY KEY (assessment_id, kind, cohort, period)
) STRICT, WITHOUT ROWID;
CREATE INDEX counted_by_cohort ON counted_assessments (period, kind, cohort);

-- Thousandths of ε, charged before a draw.
CREATE TABLE epsilon_charges (
    period      TEXT    NOT NULL REFERENCES periods,
    sector      TEXT    NOT NULL,
    number      INTEGER NOT NULL CHECK (number > 0),
    thousandths INTEGER NOT NULL CHECK (thousandths > 0),
    charged_at  INTEGER NOT NULL,
    PRIMARY KEY (period, sector, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE readiness (
    period       TEXT    NOT NULL REFERENCES periods,
    programme_id TEXT    NOT NULL,
    ready        INTEGER NOT NULL CHECK (ready IN (0, 1)),
    PRIMARY KEY (period, programme_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE foreseen_periods (
    period      TEXT    NOT NULL PRIMARY KEY REFERENCES periods,
    foreseen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who declared, froze and read. Each entry holds the hash of the one before.
CREATE TABLE trail (
    number   INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    at       INTEGER NOT NULL,
    event    TEXT    NOT NULL,
    actor    TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    detail   TEXT    NOT NULL,
    previous TEXT    NOT NULL,
    hash     TEXT    NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

-- What the database itself knows: one value to a name.
CREATE TABLE marks (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- +goose StatementBegin
CREATE TRIGGER releases_stand_update BEFORE UPDATE ON releases BEGIN SELECT RAISE(ABORT, 'releases never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER releases_stand_delete BEFORE DELETE ON releases BEGIN SELECT RAISE(ABORT, 'releases never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER charges_stand_update BEFORE UPDATE ON epsilon_charges BEGIN SELECT RAISE(ABORT, 'charges never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER charges_stand_delete BEFORE DELETE ON epsilon_charges BEGIN SELECT RAISE(ABORT, 'charges never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER trail_stands_update BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'the trail never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER trail_stands_delete BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'the trail never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER shares_stand_update BEFORE UPDATE ON shares BEGIN SELECT RAISE(ABORT, 'shares never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER withdrawals_stand_update BEFORE UPDATE ON share_withdrawals BEGIN SELECT RAISE(ABORT, 'shares never change'); END;
-- +goose StatementEnd
