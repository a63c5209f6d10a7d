-- +goose Up

-- What a freeze may know of a result before it looks at any figure.
ALTER TABLE results ADD COLUMN provisional boolean NOT NULL DEFAULT false;
ALTER TABLE results ADD COLUMN complete boolean NOT NULL DEFAULT false;

CREATE TABLE periods (
    name            text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 32),
    opens_at        bigint           NOT NULL,
    closes_at       bigint           NOT NULL CHECK (closes_at > opens_at),
    freeze_at       bigint           NOT NULL CHECK (freeze_at >= closes_at),
    frozen_at       bigint
);

CREATE TABLE programmes (
    id              text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    funder_id       text COLLATE "C" NOT NULL REFERENCES parties ON DELETE CASCADE,
    name            text COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    scope           text COLLATE "C" NOT NULL CHECK (scope IN ('individual', 'service', 'strategic')),
    instrument      text COLLATE "C" NOT NULL,
    major           integer          NOT NULL CHECK (major >= 0),
    related         text COLLATE "C" NOT NULL, -- a JSON array of ids of organisations
    join_code       text COLLATE "C" NOT NULL UNIQUE CHECK (length(join_code) = 14),
    declared_at     bigint           NOT NULL
);
CREATE INDEX programmes_of_funder ON programmes (funder_id, id);

CREATE TABLE programme_periods (
    programme_id    text COLLATE "C" NOT NULL REFERENCES programmes ON DELETE CASCADE,
    position        integer          NOT NULL CHECK (position >= 0),
    period          text COLLATE "C" NOT NULL REFERENCES periods,
    PRIMARY KEY (programme_id, position),
    UNIQUE (programme_id, period)
);
CREATE INDEX programme_periods_by_period ON programme_periods (period);

-- What organisations agreed to, as it happened. A row never changes, and goes
-- with its organisation only.
CREATE TABLE shares (
    id              text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    organisation_id text COLLATE "C" NOT NULL REFERENCES organisations ON DELETE CASCADE,
    purpose         text COLLATE "C" NOT NULL CHECK (purpose IN ('programme', 'public_benchmark', 'named')),
    programme_id    text COLLATE "C" REFERENCES programmes,
    text_version    text COLLATE "C" NOT NULL,
    granted_at      bigint           NOT NULL,
    expires_at      bigint,
    CHECK ((purpose = 'public_benchmark') = (programme_id IS NULL))
);
CREATE INDEX shares_of_organisation ON shares (organisation_id, id);
CREATE INDEX shares_with_programme ON shares (programme_id, id);

CREATE TABLE share_withdrawals (
    share_id        text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES shares ON DELETE CASCADE,
    withdrawn_at    bigint           NOT NULL
);

-- What is published: the very bytes, once for each cohort and period.
CREATE TABLE releases (
    period          text COLLATE "C" NOT NULL REFERENCES periods,
    kind            text COLLATE "C" NOT NULL CHECK (kind IN ('programme', 'sector', 'national')),
    cohort          text COLLATE "C" NOT NULL,
    sectors         text COLLATE "C" NOT NULL, -- a JSON array of codes
    released        boolean          NOT NULL,
    body            bytea            NOT NULL,
    digests         text COLLATE "C" NOT NULL, -- a JSON array: keyed digests of the contributions
    published_at    bigint           NOT NULL,
    PRIMARY KEY (period, kind, cohort)
);

-- Which assessment was counted where, so that none counts in two periods.
CREATE TABLE counted_assessments (
    period          text COLLATE "C" NOT NULL REFERENCES periods,
    kind            text COLLATE "C" NOT NULL,
    cohort          text COLLATE "C" NOT NULL,
    assessment_id   text COLLATE "C" NOT NULL REFERENCES assessments ON DELETE CASCADE,
    PRIMARY KEY (assessment_id, kind, cohort, period)
);
CREATE INDEX counted_by_cohort ON counted_assessments (period, kind, cohort);

-- Thousandths of ε, charged before a draw.
CREATE TABLE epsilon_charges (
    period          text COLLATE "C" NOT NULL REFERENCES periods,
    sector          text COLLATE "C" NOT NULL,
    number          integer          NOT NULL CHECK (number > 0),
    thousandths     integer          NOT NULL CHECK (thousandths > 0),
    charged_at      bigint           NOT NULL,
    PRIMARY KEY (period, sector, number)
);

CREATE TABLE readiness (
    period          text COLLATE "C" NOT NULL REFERENCES periods,
    programme_id    text COLLATE "C" NOT NULL,
    ready           boolean          NOT NULL,
    PRIMARY KEY (period, programme_id)
);

CREATE TABLE foreseen_periods (
    period          text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES periods,
    foreseen_at     bigint           NOT NULL
);

-- Who declared, froze and read. Each entry holds the hash of the one before.
CREATE TABLE trail (
    number          integer          NOT NULL PRIMARY KEY CHECK (number > 0),
    at              bigint           NOT NULL,
    event           text COLLATE "C" NOT NULL,
    actor           text COLLATE "C" NOT NULL,
    subject         text COLLATE "C" NOT NULL,
    detail          text COLLATE "C" NOT NULL,
    previous        text COLLATE "C" NOT NULL,
    hash            text COLLATE "C" NOT NULL UNIQUE
);

-- What the database itself knows: one value to a name.
CREATE TABLE marks (
    name            text COLLATE "C" NOT NULL PRIMARY KEY,
    value           bytea            NOT NULL
);

-- +goose StatementBegin
CREATE FUNCTION stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% never changes', TG_TABLE_NAME;
END $$;
-- +goose StatementEnd
CREATE TRIGGER releases_stand BEFORE UPDATE OR DELETE OR TRUNCATE ON releases FOR EACH STATEMENT EXECUTE FUNCTION stands();
CREATE TRIGGER charges_stand BEFORE UPDATE OR DELETE OR TRUNCATE ON epsilon_charges FOR EACH STATEMENT EXECUTE FUNCTION stands();
CREATE TRIGGER trail_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON trail FOR EACH STATEMENT EXECUTE FUNCTION stands();
CREATE TRIGGER shares_stand BEFORE UPDATE ON shares FOR EACH STATEMENT EXECUTE FUNCTION stands();
CREATE TRIGGER withdrawals_stand BEFORE UPDATE ON share_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION stands();
