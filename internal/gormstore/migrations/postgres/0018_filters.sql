-- +goose Up
-- What lists are narrowed by. A list by time goes on behind a time and an id.

-- A name as it is looked for: without capitals and accents. The program writes it;
-- of names from before only the plain letters are folded.
ALTER TABLE organisations ADD COLUMN name_folded text COLLATE "C" NOT NULL DEFAULT '';
UPDATE organisations SET name_folded = lower(name);

DROP INDEX organisations_updated;
CREATE INDEX organisations_updated ON organisations (updated_at, id);
CREATE INDEX organisations_by_verification ON organisations (verification, id);
CREATE INDEX assessments_updated ON assessments (organisation_id, updated_at, id);
CREATE INDEX assessments_closed ON assessments (organisation_id, closed_at, id);
