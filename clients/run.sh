#!/usr/bin/env bash
# Looks whether the clients are up to date with docs/openapi.json, tests them,
# and runs the examples that use them, on this binary:
#
#   bash clients/run.sh ./sevenrungs
#
# It needs Go and Node.js. What it makes goes into a folder that goes at the end.
set -euo pipefail
binary=$(realpath "$1")
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cp -r "$here/go/api.go" "$here/typescript/src" "$scratch"
bash "$here/generate.sh"
if ! diff -q "$here/go/api.go" "$scratch" || ! diff -rq "$here/typescript/src" "$scratch/src"; then
	echo "FAILED: the clients were made from another document: keep what 'bash clients/generate.sh' has just made" >&2
	exit 1
fi

cd "$here/go"
go mod tidy -diff
go vet ./...
(cd ../../docs/examples/go && go mod tidy -diff && go build -o "$scratch/partner" .)
cd "$here/typescript"
npm run --silent build

mkdir -p "$scratch/example/node_modules/@sevenrungs"
cp -r "$here"/../docs/examples/typescript/* "$scratch/example"
ln -s "$here/typescript" "$scratch/example/node_modules/@sevenrungs/client"
ln -s "$here/typescript/node_modules/@types" "$scratch/example/node_modules/@types"
node_modules/.bin/tsc --project "$scratch/example"

cat >"$scratch/tests" <<-EOF
	set -euo pipefail
	npm test --silent
	(cd "$here/go" && go test -count=1 .)
	node "$scratch/example/partner.js" >"$scratch/typescript.txt"
	node "$scratch/example/partner.js" | diff "$scratch/typescript.txt" -
	"$scratch/partner" | diff "$scratch/typescript.txt" -
	cat "$scratch/typescript.txt"
EOF
node ../../tools/clients/with-service.mjs "$binary" bash "$scratch/tests"
