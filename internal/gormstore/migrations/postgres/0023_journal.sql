-- +goose Up

-- See the same file for SQLite.
CREATE TABLE journal_facts (
    id            bigint           NOT NULL PRIMARY KEY,
    at            bigint           NOT NULL,
    line          text COLLATE "C" NOT NULL CHECK (length(line) > 0),
    assessment_id text COLLATE "C" NOT NULL
);
CREATE INDEX journal_facts_of_assessment ON journal_facts (assessment_id) WHERE assessment_id <> '';

CREATE TABLE journal_folders (
    number    bigint           NOT NULL PRIMARY KEY CHECK (number = 1),
    folder_id text COLLATE "C" NOT NULL,
    seen_at   bigint           NOT NULL
);

CREATE TABLE restorations (
    number       bigint  NOT NULL PRIMARY KEY CHECK (number > 0),
    began_at     bigint  NOT NULL,
    with_journal boolean NOT NULL,
    done_at      bigint,
    looked_at    bigint
);
