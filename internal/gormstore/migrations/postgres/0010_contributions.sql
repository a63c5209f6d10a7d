-- +goose Up

-- See the same file for SQLite.
CREATE TABLE contributions (
    assessment_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES results ON DELETE CASCADE,
    rung          integer          NOT NULL CHECK (rung BETWEEN 1 AND 12),
    equality      integer          NOT NULL CHECK (equality BETWEEN 0 AND 100),
    diversity     integer          NOT NULL CHECK (diversity BETWEEN 0 AND 100),
    accessibility integer          NOT NULL CHECK (accessibility BETWEEN 0 AND 100),
    reciprocity   integer          NOT NULL CHECK (reciprocity BETWEEN 0 AND 100),
    gap           integer          NOT NULL CHECK (gap BETWEEN -100 AND 100)
);

-- A programme compares one series of its instrument. There was one instrument to
-- name until now, and this is the series of its newest version.
ALTER TABLE programmes ADD COLUMN series text COLLATE "C" NOT NULL DEFAULT '';
UPDATE programmes SET series = 'coproduction-ladder-0-10';
ALTER TABLE programmes DROP COLUMN major;

-- Which scoring version the releases of a frozen period count.
ALTER TABLE periods ADD COLUMN scoring_version text COLLATE "C" NOT NULL DEFAULT '1';
UPDATE periods SET scoring_version = '' WHERE frozen_at IS NULL;
