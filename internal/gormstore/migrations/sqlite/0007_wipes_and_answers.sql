-- +goose Up

-- Something was deleted whose traces are still to be wiped from the files. A row
-- comes with the deletion and goes after the wiping. No number comes twice, so
-- that none goes for another's wiping.
CREATE TABLE owed_wipes (
    id               INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
) STRICT;

-- An answer that is given again has the tag of the first.
ALTER TABLE kept_answers ADD COLUMN tag TEXT NOT NULL DEFAULT '';
