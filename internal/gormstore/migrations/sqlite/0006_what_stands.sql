-- +goose Up

-- What stands is kept from INSERT OR REPLACE too: that takes the old row away
-- without asking the triggers on DELETE.

-- +goose StatementBegin
CREATE TRIGGER releases_stand_replace BEFORE INSERT ON releases
WHEN EXISTS (SELECT 1 FROM releases WHERE period = NEW.period AND kind = NEW.kind AND cohort = NEW.cohort)
BEGIN SELECT RAISE(ABORT, 'releases never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER charges_stand_replace BEFORE INSERT ON epsilon_charges
WHEN EXISTS (SELECT 1 FROM epsilon_charges WHERE period = NEW.period AND sector = NEW.sector AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'charges never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER trail_stands_replace BEFORE INSERT ON trail
WHEN EXISTS (SELECT 1 FROM trail WHERE number = NEW.number) OR EXISTS (SELECT 1 FROM trail WHERE hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'the trail never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER shares_stand_replace BEFORE INSERT ON shares
WHEN EXISTS (SELECT 1 FROM shares WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'shares never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER withdrawals_stand_replace BEFORE INSERT ON share_withdrawals
WHEN EXISTS (SELECT 1 FROM share_withdrawals WHERE share_id = NEW.share_id)
BEGIN SELECT RAISE(ABORT, 'shares never change'); END;
-- +goose StatementEnd

-- Shares, withdrawals and what was counted go with their organisation, and not by
-- themselves nor with a programme. What was counted is all key: replaced, it is what it was.

-- +goose StatementBegin
CREATE TRIGGER shares_stand_delete BEFORE DELETE ON shares
WHEN EXISTS (SELECT 1 FROM organisations WHERE id = OLD.organisation_id)
BEGIN SELECT RAISE(ABORT, 'shares never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER withdrawals_stand_delete BEFORE DELETE ON share_withdrawals
WHEN EXISTS (SELECT 1 FROM shares WHERE id = OLD.share_id)
BEGIN SELECT RAISE(ABORT, 'shares never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER counted_stand_delete BEFORE DELETE ON counted_assessments
WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment_id)
BEGIN SELECT RAISE(ABORT, 'what was counted never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER counted_stand_update BEFORE UPDATE ON counted_assessments BEGIN SELECT RAISE(ABORT, 'what was counted never changes'); END;
-- +goose StatementEnd

-- A database for a demonstration stays one, and keeps its key of digests.

-- +goose StatementBegin
CREATE TRIGGER marks_stand_replace BEFORE INSERT ON marks
WHEN EXISTS (SELECT 1 FROM marks WHERE name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'marks never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER marks_stand_update BEFORE UPDATE ON marks BEGIN SELECT RAISE(ABORT, 'marks never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER marks_stand_delete BEFORE DELETE ON marks BEGIN SELECT RAISE(ABORT, 'marks never change'); END;
-- +goose StatementEnd

-- A period that is frozen stays so.

-- +goose StatementBegin
CREATE TRIGGER frozen_periods_stand BEFORE UPDATE ON periods WHEN OLD.frozen_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'frozen periods never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER frozen_periods_stand_replace BEFORE INSERT ON periods
WHEN EXISTS (SELECT 1 FROM periods WHERE name = NEW.name AND frozen_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'frozen periods never change'); END;
-- +goose StatementEnd

-- The digests of contributions are for the next freeze alone. In the row of the
-- release, SQLite went through all of them whenever it looked for that row.
CREATE TABLE release_digests (
    period  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    cohort  TEXT NOT NULL,
    digests TEXT NOT NULL, -- a JSON array
    PRIMARY KEY (period, kind, cohort),
    FOREIGN KEY (period, kind, cohort) REFERENCES releases
) STRICT, WITHOUT ROWID;
INSERT INTO release_digests SELECT period, kind, cohort, digests FROM releases WHERE digests <> '[]';
ALTER TABLE releases DROP COLUMN digests;
-- +goose StatementBegin
CREATE TRIGGER digests_stand_update BEFORE UPDATE ON release_digests BEGIN SELECT RAISE(ABORT, 'releases never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER digests_stand_delete BEFORE DELETE ON release_digests BEGIN SELECT RAISE(ABORT, 'releases never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER digests_stand_replace BEFORE INSERT ON release_digests
WHEN EXISTS (SELECT 1 FROM release_digests WHERE period = NEW.period AND kind = NEW.kind AND cohort = NEW.cohort)
BEGIN SELECT RAISE(ABORT, 'releases never change'); END;
-- +goose StatementEnd
