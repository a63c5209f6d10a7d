-- +goose Up

CREATE TABLE assessments (
    id               text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    organisation_id  text COLLATE "C" NOT NULL REFERENCES organisations ON DELETE CASCADE,
    instrument       text COLLATE "C" NOT NULL,
    version          text COLLATE "C" NOT NULL,
    title            text COLLATE "C" NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    scope            text COLLATE "C" NOT NULL CHECK (scope IN ('individual', 'service', 'strategic')),
    target           integer          NOT NULL CHECK (target BETWEEN 0 AND 12), -- 0 for none
    answering_lived  text COLLATE "C" NOT NULL CHECK (answering_lived IN ('individual', 'team')),
    answering_learnt text COLLATE "C" NOT NULL CHECK (answering_learnt IN ('individual', 'team')),
    minimum_lived    integer          NOT NULL CHECK (minimum_lived BETWEEN 3 AND 10),
    minimum_learnt   integer          NOT NULL CHECK (minimum_learnt BETWEEN 1 AND 10),
    external_id      text COLLATE "C" NOT NULL,
    state            text COLLATE "C" NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
    closes_at        bigint,
    closed_at        bigint,
    created_at       bigint           NOT NULL,
    updated_at       bigint           NOT NULL,
    revision         integer          NOT NULL CHECK (revision > 0),
    FOREIGN KEY (instrument, version) REFERENCES instrument_versions (id, version),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    CHECK (answering_learnt = 'team' OR minimum_learnt >= 3)
);
CREATE INDEX assessments_of_organisation ON assessments (organisation_id, id);
CREATE INDEX assessments_due ON assessments (closes_at) WHERE state = 'open' AND closes_at IS NOT NULL;

-- How many responses were started. Apart, because this row changes often.
CREATE TABLE response_counts (
    assessment_id    text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES assessments ON DELETE CASCADE,
    responses        integer          NOT NULL CHECK (responses >= 0)
);

-- What starts responses. Nothing says which ones it started.
CREATE TABLE invitations (
    id               text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    assessment_id    text COLLATE "C" NOT NULL REFERENCES assessments ON DELETE CASCADE,
    voice            text COLLATE "C" NOT NULL CHECK (voice IN ('', 'lived', 'learnt')), -- empty for the person to choose
    uses             integer          NOT NULL CHECK (uses BETWEEN 1 AND 10000),
    used             integer          NOT NULL CHECK (used BETWEEN 0 AND uses),
    hash             text COLLATE "C" NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    label            text COLLATE "C" NOT NULL UNIQUE CHECK (label = substr(hash, 1, 16)),
    created_at       bigint           NOT NULL,
    expires_at       bigint,
    revoked_at       bigint
);
CREATE INDEX invitations_of_assessment ON invitations (assessment_id, id);

-- What people answer: no time, no order, nobody. Rows lie together by
-- assessment, in the order of random ids, so that they go quickly at closing.
CREATE TABLE responses (
    assessment_id    text COLLATE "C" NOT NULL REFERENCES assessments ON DELETE CASCADE,
    id               text COLLATE "C" NOT NULL CHECK (length(id) = 36),
    voice            text COLLATE "C" NOT NULL CHECK (voice IN ('lived', 'learnt')),
    people           integer          NOT NULL CHECK (people BETWEEN 1 AND 10000),
    answers          text COLLATE "C" NOT NULL, -- a JSON object: codes by question
    notes            text COLLATE "C" NOT NULL, -- a JSON object: texts by question
    private_notes    text COLLATE "C" NOT NULL, -- a JSON array of questions
    variant          text COLLATE "C" NOT NULL,
    support          text COLLATE "C" NOT NULL CHECK (support IN ('none', 'helped', 'proxy')),
    state            text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'submitted', 'withdrawn')),
    scored           boolean          NOT NULL, -- whether any answer carries a rung
    revision         integer          NOT NULL CHECK (revision > 0),
    hash             text COLLATE "C" NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    label            text COLLATE "C" NOT NULL CHECK (label = substr(hash, 1, 16)),
    PRIMARY KEY (assessment_id, id),
    CHECK (state <> 'withdrawn' OR (answers = '{}' AND notes = '{}'))
);
CREATE UNIQUE INDEX responses_by_label ON responses (label);
CREATE INDEX responses_counted ON responses (assessment_id, voice, people) WHERE state = 'submitted' AND scored;

-- After closing: the bare hashes of the response keys, which read the result.
CREATE TABLE result_readers (
    hash             text COLLATE "C" NOT NULL PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
    assessment_id    text COLLATE "C" NOT NULL REFERENCES assessments ON DELETE CASCADE
);
CREATE INDEX result_readers_of_assessment ON result_readers (assessment_id);

-- Results are written once. What they were worked out from is kept beside them
-- and shown to nobody, so that a result can be checked or a rule corrected.
CREATE TABLE results (
    assessment_id    text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES assessments ON DELETE CASCADE,
    scoring_version  text COLLATE "C" NOT NULL,
    guarded          boolean          NOT NULL,
    numbers          text COLLATE "C" NOT NULL, -- JSON: figures as shown
    tallies          text COLLATE "C" NOT NULL, -- JSON
    receipt          text COLLATE "C" NOT NULL CHECK (receipt LIKE 'sha256:%')
);

-- Notes that may be shown, by an id drawn at closing.
CREATE TABLE result_notes (
    assessment_id    text COLLATE "C" NOT NULL REFERENCES assessments ON DELETE CASCADE,
    id               text COLLATE "C" NOT NULL CHECK (length(id) = 36),
    question         text COLLATE "C" NOT NULL,
    text             text COLLATE "C" NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
    PRIMARY KEY (assessment_id, id)
);

-- Who has the key may read one result.
CREATE TABLE result_links (
    id               text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    assessment_id    text COLLATE "C" NOT NULL REFERENCES assessments ON DELETE CASCADE,
    hash             text COLLATE "C" NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    label            text COLLATE "C" NOT NULL UNIQUE CHECK (label = substr(hash, 1, 16)),
    created_at       bigint           NOT NULL,
    expires_at       bigint,
    revoked_at       bigint
);
CREATE INDEX result_links_of_assessment ON result_links (assessment_id, id);

CREATE TABLE plans (
    assessment_id    text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES assessments ON DELETE CASCADE,
    revision         integer          NOT NULL CHECK (revision > 0)
);

CREATE TABLE plan_actions (
    assessment_id    text COLLATE "C" NOT NULL REFERENCES plans ON DELETE CASCADE,
    position         integer          NOT NULL CHECK (position >= 0),
    id               text COLLATE "C" NOT NULL UNIQUE CHECK (length(id) = 36),
    question         text COLLATE "C" NOT NULL,
    text             text COLLATE "C" NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
    owner            text COLLATE "C" NOT NULL,
    due              text COLLATE "C" NOT NULL, -- a day, as 2026-03-04, or empty
    state            text COLLATE "C" NOT NULL CHECK (state IN ('open', 'doing', 'done', 'dropped')),
    PRIMARY KEY (assessment_id, position)
);

-- Answers kept for requests about an assessment go with its responses.
ALTER TABLE kept_answers ADD COLUMN assessment_id text COLLATE "C" REFERENCES assessments ON DELETE CASCADE;
CREATE INDEX kept_answers_of_assessment ON kept_answers (assessment_id);
