-- +goose Up

-- What a result puts into releases. It is finer than what a guarded result shows,
-- so it is kept apart, and only the freeze reads it. Results from before put in
-- nothing: they are of scoring version 1, and releases count the version in force.
CREATE TABLE contributions (
    assessment_id TEXT    NOT NULL PRIMARY KEY REFERENCES results ON DELETE CASCADE,
    rung          INTEGER NOT NULL CHECK (rung BETWEEN 1 AND 12),
    equality      INTEGER NOT NULL CHECK (equality BETWEEN 0 AND 100),
    diversity     INTEGER NOT NULL CHECK (diversity BETWEEN 0 AND 100),
    accessibility INTEGER NOT NULL CHECK (accessibility BETWEEN 0 AND 100),
    reciprocity   INTEGER NOT NULL CHECK (reciprocity BETWEEN 0 AND 100),
    gap           INTEGER NOT NULL CHECK (gap BETWEEN -100 AND 100)
) STRICT, WITHOUT ROWID;

-- A programme compares one series of its instrument. There was one instrument to
-- name until now, and this is the series of its newest version.
ALTER TABLE programmes ADD COLUMN series TEXT NOT NULL DEFAULT '';
UPDATE programmes SET series = 'coproduction-ladder-0-10';
ALTER TABLE programmes DROP COLUMN major;

-- Which scoring version the releases of a frozen period count.
ALTER TABLE periods ADD COLUMN scoring_version TEXT NOT NULL DEFAULT '1';
UPDATE periods SET scoring_version = '' WHERE frozen_at IS NULL;
