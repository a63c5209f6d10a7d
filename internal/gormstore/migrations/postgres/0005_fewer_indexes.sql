-- +goose Up

-- See the same file for SQLite.
DROP INDEX responses_counted;
DROP INDEX responses_by_label;
ALTER TABLE responses DROP COLUMN label;
CREATE INDEX assessments_by_place ON assessments (substr(id, 25));

DROP INDEX result_readers_of_assessment;
ALTER TABLE result_readers DROP CONSTRAINT result_readers_pkey, ADD PRIMARY KEY (assessment_id, hash);
