#!/usr/bin/env bash
# Tries the docs, the pages and the pictures in a real browser, on this binary:
#
#   bash tools/browser/run.sh ./sevenrungs
#
# It needs Node.js, Chromium, and what `npm ci` in tools/ brings.
set -euo pipefail
binary=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"

DOCS_BINARY=$binary node --test --test-reporter=spec docs.mjs
WEB_BINARY=$binary node --test --test-reporter=spec --test-concurrency=1 web.mjs asking.mjs own.mjs result-pages.mjs sharing.mjs answer.mjs passed-on.mjs result.mjs proxied.mjs surveyjs.mjs story.mjs
node --test --test-reporter=spec picture.mjs
