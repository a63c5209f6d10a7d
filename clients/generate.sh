#!/usr/bin/env bash
# Makes the clients' types and calls anew from docs/openapi.json:
#
#   bash clients/generate.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
(cd go && go generate .)
(cd typescript && npm ci --no-progress && npm run --silent generate)
