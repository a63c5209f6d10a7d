-- +goose Up

-- See the same file for SQLite. First it waits for those who are answering on a
-- server of the release before, so that none of it goes uncounted.
LOCK TABLE responses IN ACCESS EXCLUSIVE MODE;
CREATE TABLE kept_by_name (
    responses bigint NOT NULL CONSTRAINT close_open_assessments_with_the_release_before CHECK (responses = 0)
);
INSERT INTO kept_by_name SELECT count(answers) FROM responses;
DROP TABLE kept_by_name;

-- The codes are numbers with commas, in the questionnaire's order; empty for none.
ALTER TABLE responses RENAME COLUMN answers TO codes;
ALTER TABLE responses DROP CONSTRAINT responses_check1;
ALTER TABLE responses ADD CHECK (state <> 'withdrawn' OR (codes = '' AND notes = '{}'));
