#!/usr/bin/env bash
# Makes four clients from docs/openapi.json, compiles them, and goes from
# registering to sharing with each, on this binary:
#
#   bash tools/clients/run.sh ./sevenrungs
#
# It needs Go and Node.js. The clients are made in a folder that goes at the end.
set -euo pipefail
binary=$(realpath "$1")
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
document=$here/../../docs/openapi.json
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cd "$here"
npm ci --no-progress
REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
	node_modules/.bin/redocly lint --config redocly.yaml --max-problems 20 "$document"

cp -r package.json tsconfig.json go.mod go.sum openapi-fetch hey-api oapi-codegen ogen "$scratch"
ln -s "$here/node_modules" "$scratch/node_modules"
cd "$scratch"
node_modules/.bin/openapi-typescript "$document" --output openapi-fetch/api.ts
node_modules/.bin/openapi-ts --input "$document" --output hey-api/api --no-log-file --silent
node_modules/.bin/tsc --project .

mkdir oapi-codegen/api
go tool oapi-codegen -package api -o oapi-codegen/api/api.go "$document"
go tool ogen --config ogen/ogen.yml --loglevel error --target ogen/api --package api "$document"
go mod tidy -diff
go build -o bin/ ./...

flows='set -e; node out/openapi-fetch/flow.js; node out/hey-api/flow.js; bin/oapi-codegen; bin/ogen'
node "$here/with-service.mjs" "$binary" bash -c "$flows"
