-- +goose Up

-- When nothing was left in the files of the answers to an assessment that is over.
-- Whatever was wiped before this was kept is taken to have been so at once.
ALTER TABLE assessments ADD COLUMN wiped_at INTEGER;
UPDATE assessments SET wiped_at = coalesce(closed_at, updated_at) WHERE state <> 'open' AND NOT EXISTS (SELECT 1 FROM owed_wipes);

-- The last try to close it that keeps notes beforehand, in more than one transaction.
ALTER TABLE assessments ADD COLUMN closing TEXT NOT NULL DEFAULT '';

-- Whose answers a wipe is owed for; NULL where it is for something else. An
-- assessment that is erased may still be named, so this is no reference. leaving says
-- that the answers are still to be deleted, some at a time, and are nobody's to read
-- any more; keys_at, as of when the keys of those not withdrawn are kept, if they are.
ALTER TABLE owed_wipes ADD COLUMN assessment_id TEXT;
ALTER TABLE owed_wipes ADD COLUMN leaving INTEGER NOT NULL DEFAULT 0 CHECK (leaving IN (0, 1));
ALTER TABLE owed_wipes ADD COLUMN keys_at INTEGER;
CREATE INDEX owed_wipes_leaving ON owed_wipes (assessment_id) WHERE leaving;
INSERT INTO owed_wipes (assessment_id) SELECT id FROM assessments WHERE state <> 'open' AND wiped_at IS NULL;
