-- +goose Up

-- Answers are kept by position, and no longer under the names of questions: rows
-- are a third as long. Only the questionnaire knows the positions, so answers
-- kept before cannot be rewritten here.
CREATE TABLE kept_by_name (
    responses INTEGER NOT NULL CONSTRAINT close_open_assessments_with_the_release_before CHECK (responses = 0)
) STRICT;
INSERT INTO kept_by_name SELECT count(answers) FROM responses;
DROP TABLE kept_by_name;

-- Checks run with each row that is saved, so they are such as cost little: more
-- than two texts after IN take SQLite a table of their own each time, and GLOB
-- takes as long as finding the row. Hashes come from this program alone.
DROP TABLE responses;
CREATE TABLE responses (
    assessment_id TEXT    NOT NULL REFERENCES assessments ON DELETE CASCADE,
    id            TEXT    NOT NULL CHECK (length(id) = 36),
    voice         TEXT    NOT NULL CHECK (voice IN ('lived', 'learnt')),
    people        INTEGER NOT NULL CHECK (people BETWEEN 1 AND 10000),
    codes         TEXT    NOT NULL, -- the answers: numbers with commas, in the questionnaire's order; empty for none
    notes         TEXT    NOT NULL, -- a JSON object: texts by question
    private_notes TEXT    NOT NULL, -- a JSON array of questions
    variant       TEXT    NOT NULL,
    support       TEXT    NOT NULL CHECK (support = 'none' OR support = 'helped' OR support = 'proxy'),
    state         TEXT    NOT NULL CHECK (state = 'draft' OR state = 'submitted' OR state = 'withdrawn'),
    scored        INTEGER NOT NULL CHECK (scored IN (0, 1)), -- whether any answer carries a rung
    revision      INTEGER NOT NULL CHECK (revision > 0),
    hash          TEXT    NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (assessment_id, id),
    CHECK (state <> 'withdrawn' OR (codes = '' AND notes = '{}'))
) STRICT, WITHOUT ROWID;

CREATE TABLE readers (
    hash          TEXT NOT NULL CHECK (length(hash) = 64),
    assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    PRIMARY KEY (assessment_id, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO readers SELECT hash, assessment_id FROM result_readers ORDER BY assessment_id, hash;
DROP TABLE result_readers;
ALTER TABLE readers RENAME TO result_readers;
