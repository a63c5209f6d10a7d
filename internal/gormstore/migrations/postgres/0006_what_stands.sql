-- +goose Up

-- Shares, withdrawals and what was counted go with their organisation, and not by
-- themselves nor with a programme. TRUNCATE takes none away.

-- +goose StatementBegin
CREATE FUNCTION shares_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM organisations WHERE id = OLD.organisation_id) THEN
        RAISE EXCEPTION 'shares never change';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION withdrawals_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM shares WHERE id = OLD.share_id) THEN
        RAISE EXCEPTION 'shares never change';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION counted_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment_id) THEN
        RAISE EXCEPTION 'what was counted never changes';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
CREATE TRIGGER shares_stand_delete BEFORE DELETE ON shares FOR EACH ROW EXECUTE FUNCTION shares_stand();
CREATE TRIGGER shares_stand_truncate BEFORE TRUNCATE ON shares FOR EACH STATEMENT EXECUTE FUNCTION stands();
CREATE TRIGGER withdrawals_stand_delete BEFORE DELETE ON share_withdrawals FOR EACH ROW EXECUTE FUNCTION withdrawals_stand();
CREATE TRIGGER withdrawals_stand_truncate BEFORE TRUNCATE ON share_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION stands();
CREATE TRIGGER counted_stand_delete BEFORE DELETE ON counted_assessments FOR EACH ROW EXECUTE FUNCTION counted_stand();
CREATE TRIGGER counted_stand BEFORE UPDATE OR TRUNCATE ON counted_assessments FOR EACH STATEMENT EXECUTE FUNCTION stands();

-- A database for a demonstration stays one, and keeps its key of digests.
CREATE TRIGGER marks_stand BEFORE UPDATE OR DELETE OR TRUNCATE ON marks FOR EACH STATEMENT EXECUTE FUNCTION stands();

-- A period that is frozen stays so.
-- +goose StatementBegin
CREATE FUNCTION frozen_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'frozen periods never change';
END $$;
-- +goose StatementEnd
CREATE TRIGGER frozen_periods_stand BEFORE UPDATE ON periods FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION frozen_stands();

-- The digests of contributions are for the next freeze alone. In the row of the
-- release, SQLite went through all of them whenever it looked for that row.
CREATE TABLE release_digests (
    period  text COLLATE "C" NOT NULL,
    kind    text COLLATE "C" NOT NULL,
    cohort  text COLLATE "C" NOT NULL,
    digests text COLLATE "C" NOT NULL, -- a JSON array
    PRIMARY KEY (period, kind, cohort),
    FOREIGN KEY (period, kind, cohort) REFERENCES releases
);
INSERT INTO release_digests SELECT period, kind, cohort, digests FROM releases WHERE digests <> '[]';
ALTER TABLE releases DROP COLUMN digests;
CREATE TRIGGER digests_stand BEFORE UPDATE OR DELETE OR TRUNCATE ON release_digests FOR EACH STATEMENT EXECUTE FUNCTION stands();
