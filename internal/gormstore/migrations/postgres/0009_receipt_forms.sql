-- +goose Up

-- See the same file for SQLite.
ALTER TABLE results ADD COLUMN form integer NOT NULL DEFAULT 1 CHECK (form > 0);
