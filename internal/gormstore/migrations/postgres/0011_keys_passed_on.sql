-- +goose Up

-- See the same file for SQLite.
ALTER TABLE responses ADD COLUMN entered boolean NOT NULL DEFAULT false;
ALTER TABLE responses ADD COLUMN next_hash text COLLATE "C" NOT NULL DEFAULT '' CHECK (next_hash = '' OR length(next_hash) = 64);
