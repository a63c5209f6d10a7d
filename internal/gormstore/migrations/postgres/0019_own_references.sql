-- +goose Up
-- A reference of somebody's own names one organisation of those they may see.
-- Whether it does is asked each time one is made, so it must not take longer the
-- more there are.
CREATE INDEX organisations_external_id ON organisations (external_id);
