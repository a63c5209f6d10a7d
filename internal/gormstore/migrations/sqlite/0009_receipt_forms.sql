-- +goose Up

-- Which form the receipt of a result is of: what its digest goes over. Results
-- from before there was another are of form 1, and so are those of a server of
-- the release before.
ALTER TABLE results ADD COLUMN form INTEGER NOT NULL DEFAULT 1 CHECK (form > 0);
