-- +goose Up

-- Ids of responses and hashes of their keys are random: each index over them
-- costs a page of its own with each response that is saved, and again when it is
-- deleted. A response key says the end of its assessment's id, so that all that
-- belongs to one assessment lies, and is found, in one place.
DROP INDEX responses_counted;
DROP INDEX responses_by_label;
ALTER TABLE responses DROP COLUMN label;
CREATE INDEX assessments_by_place ON assessments (substr(id, 25));

CREATE TABLE readers (
    hash          TEXT NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
    assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    PRIMARY KEY (assessment_id, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO readers SELECT hash, assessment_id FROM result_readers ORDER BY assessment_id, hash;
DROP TABLE result_readers;
ALTER TABLE readers RENAME TO result_readers;
