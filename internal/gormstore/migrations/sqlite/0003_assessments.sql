-- +goose Up

CREATE TABLE assessments (
    id                TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    organisation_id   TEXT    NOT NULL REFERENCES organisations ON DELETE CASCADE,
    instrument        TEXT    NOT NULL,
    version           TEXT    NOT NULL,
    title             TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    scope             TEXT    NOT NULL CHECK (scope IN ('individual', 'service', 'strategic')),
    target            INTEGER NOT NULL CHECK (target BETWEEN 0 AND 12), -- 0 for none
    answering_lived   TEXT    NOT NULL CHECK (answering_lived IN ('individual', 'team')),
    answering_learnt  TEXT    NOT NULL CHECK (answering_learnt IN ('individual', 'team')),
    minimum_lived     INTEGER NOT NULL CHECK (minimum_lived BETWEEN 3 AND 10),
    minimum_learnt    INTEGER NOT NULL CHECK (minimum_learnt BETWEEN 1 AND 10),
    external_id       TEXT    NOT NULL,
    state             TEXT    NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
    closes_at         INTEGER,
    closed_at         INTEGER,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    revision          INTEGER NOT NULL CHECK (revision > 0),
    FOREIGN KEY (instrument, version) REFERENCES instrument_versions (id, version),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    CHECK (answering_learnt = 'team' OR minimum_learnt >= 3)
) STRICT, WITHOUT ROWID;
CREATE INDEX assessments_of_organisation ON assessments (organisation_id, id);
CREATE INDEX assessments_due ON assessments (closes_at) WHERE state = 'open' AND closes_at IS NOT NULL;

-- How many responses were started. Apart, because this row changes often.
CREATE TABLE response_counts (
    assessment_id TEXT    NOT NULL PRIMARY KEY REFERENCES assessments ON DELETE CASCADE,
    responses     INTEGER NOT NULL CHECK (responses >= 0)
) STRICT, WITHOUT ROWID;

-- What starts responses. Nothing says which ones it started.
CREATE TABLE invitations (
    id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    assessment_id TEXT    NOT NULL REFERENCES assessments ON DELETE CASCADE,
    voice         TEXT    NOT NULL CHECK (voice IN ('', 'lived', 'learnt')), -- empty for the person to choose
    uses          INTEGER NOT NULL CHECK (uses BETWEEN 1 AND 10000),
    used          INTEGER NOT NULL CHECK (used BETWEEN 0 AND uses),
    hash          TEXT    NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
    label         TEXT    NOT NULL UNIQUE CHECK (label = substr(hash, 1, 16)),
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER,
    revoked_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX invitations_of_assessment ON invitations (assessment_id, id);

-- What people answer: no time, no order, nobody. Rows lie together by
-- assessment, in the order of random ids, so that they go quickly at closing.
CREATE TABLE responses (
    assessment_id TEXT    NOT NULL REFERENCES assessments ON DELETE CASCADE,
    id            TEXT    NOT NULL CHECK (length(id) = 36),
    voice         TEXT    NOT NULL CHECK (voice IN ('lived', 'learnt')),
    people        INTEGER NOT NULL CHECK (people BETWEEN 1 AND 10000),
    answers       TEXT    NOT NULL, -- a JSON object: codes by question
    notes         TEXT    NOT NULL, -- a JSON object: texts by question
    private_notes TEXT    NOT NULL, -- a JSON array of questions
    variant       TEXT    NOT NULL,
    support       TEXT    NOT NULL CHECK (support IN ('none', 'helped', 'proxy')),
    state         TEXT    NOT NULL CHECK (state IN ('draft', 'submitted', 'withdrawn')),
    scored        INTEGER NOT NULL CHECK (scored IN (0, 1)), -- whether any answer carries a rung
    revision      INTEGER NOT NULL CHECK (revision > 0),
    hash          TEXT    NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
    label         TEXT    NOT NULL CHECK (label = substr(hash, 1, 16)),
    PRIMARY KEY (assessment_id, id),
    CHECK (state <> 'withdrawn' OR (answers = '{}' AND notes = '{}'))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX responses_by_label ON responses (label);
CREATE INDEX responses_counted ON responses (assessment_id, voice, people, scored) WHERE state = 'submitted' AND scored;

-- After closing: the bare hashes of the response keys, which read the result.
CREATE TABLE result_readers (
    hash          TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
    assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX result_readers_of_assessment ON result_readers (assessment_id);

-- Results are written once. What they were worked out from is kept beside them
-- and shown to nobody, so that a result can be checked or a rule corrected.
CREATE TABLE results (
    assessment_id   TEXT    NOT NULL PRIMARY KEY REFERENCES assessments ON DELETE CASCADE,
    scoring_version TEXT    NOT NULL,
    guarded         INTEGER NOT NULL CHECK (guarded IN (0, 1)),
    numbers         TEXT    NOT NULL, -- JSON: figures as shown
    tallies         TEXT    NOT NULL, -- JSON
    receipt         TEXT    NOT NULL CHECK (receipt GLOB 'sha256:*')
) STRICT, WITHOUT ROWID;

-- Notes that may be shown, by an id drawn at closing.
CREATE TABLE result_notes (
    assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    id            TEXT NOT NULL CHECK (length(id) = 36),
    question      TEXT NOT NULL,
    text          TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
    PRIMARY KEY (assessment_id, id)
) STRICT, WITHOUT ROWID;

-- Who has the key may read one result.
CREATE TABLE result_links (
    id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    assessment_id TEXT    NOT NULL REFERENCES assessments ON DELETE CASCADE,
    hash          TEXT    NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
    label         TEXT    NOT NULL UNIQUE CHECK (label = substr(hash, 1, 16)),
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER,
    revoked_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX result_links_of_assessment ON result_links (assessment_id, id);

CREATE TABLE plans (
    assessment_id TEXT    NOT NULL PRIMARY KEY REFERENCES assessments ON DELETE CASCADE,
    revision      INTEGER NOT NULL CHECK (revision > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_actions (
    assessment_id TEXT    NOT NULL REFERENCES plans ON DELETE CASCADE,
    position      INTEGER NOT NULL CHECK (position >= 0),
    id            TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
    question      TEXT    NOT NULL,
    text          TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
    owner         TEXT    NOT NULL,
    due           TEXT    NOT NULL, -- a day, as 2026-03-04, or empty
    state         TEXT    NOT NULL CHECK (state IN ('open', 'doing', 'done', 'dropped')),
    PRIMARY KEY (assessment_id, position)
) STRICT, WITHOUT ROWID;

-- Answers kept for requests about an assessment go with its responses.
ALTER TABLE kept_answers ADD COLUMN assessment_id TEXT REFERENCES assessments ON DELETE CASCADE;
CREATE INDEX kept_answers_of_assessment ON kept_answers (assessment_id);
