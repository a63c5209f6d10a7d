-- +goose Up

-- See the same file for SQLite.
ALTER TABLE journal_folders ADD COLUMN moves bigint NOT NULL DEFAULT 0 CHECK (moves >= 0);
