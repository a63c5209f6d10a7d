-- +goose Up

-- Something was deleted whose traces are still to be wiped from the files. A row
-- comes with the deletion and goes after the wiping.
CREATE TABLE owed_wipes (
    id               bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);

-- An answer that is given again has the tag of the first.
ALTER TABLE kept_answers ADD COLUMN tag text COLLATE "C" NOT NULL DEFAULT '';
