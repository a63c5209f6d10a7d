#!/usr/bin/env bash
# Runs every fuzz target, each with so many inputs (5,000 unless told):
#
#   bash tools/fuzz.sh 50000
#
# By number and not by time: when its time is up while it makes an input shorter,
# go test calls that a failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
inputs=${1:-5000}

targets=$(go test -list '^Fuzz' ./... | awk '/^Fuzz/ { names[++n] = $1 }
	$1 == "ok" { for (i = 1; i <= n; i++) print $2, names[i]; n = 0 }')
if [[ -z $targets ]]; then
	echo "FAILED: no fuzz target found" >&2
	exit 1
fi
while read -r package target; do
	printf '%s in %s\n' "$target" "$package"
	go test -run '^$' -fuzz "^$target\$" -fuzztime "${inputs}x" -fuzzminimizetime 100x "$package" </dev/null
done <<<"$targets"
