-- +goose Up

-- How often facts were moved into the folder of the journal. The folder counts as well:
-- where it has counted further, this is an older state of the database.
ALTER TABLE journal_folders ADD COLUMN moves INTEGER NOT NULL DEFAULT 0 CHECK (moves >= 0);
