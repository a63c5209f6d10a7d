-- +goose Up
-- How many of an organisation's assessments are open is asked each time one is
-- made. It may have closed very many.
CREATE INDEX assessments_open ON assessments (organisation_id) WHERE state = 'open';
