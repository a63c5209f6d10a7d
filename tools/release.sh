#!/usr/bin/env bash
# Makes the files of a release in dist/. docs/releasing.md says when and how.
#
#   bash tools/release.sh                      the version that is tagged here
#   TRIAL=0.1.0-rc.1 bash tools/release.sh     a trial, of whatever is here
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

if [[ -n ${TRIAL:-} ]]; then
	version=$TRIAL
else
	tag=$(git describe --exact-match --match 'v*' HEAD) || fail "this commit has no tag such as v0.1.0"
	version=${tag#v}
	[[ -z $(git status --porcelain) ]] || fail "there are changes that are not in the tag"
	grep -q "^## \[$version\] - " CHANGELOG.md || fail "CHANGELOG.md has no section for $version"
fi

binary=sevenrungs-$version-linux-amd64
rm -rf dist
mkdir dist
GOOS=linux GOARCH=amd64 VERSION=$version bash tools/build.sh "dist/$binary"
# What is in it, read from the binary itself, in CycloneDX's form.
go tool -modfile=tools/go.mod cyclonedx-gomod bin -json -std -version "v$version" -output "dist/$binary.cdx.json" "dist/$binary"
# The licences of what is in it ask that their texts go with it.
{
	rule=$(printf '=%.0s' {1..80})
	printf 'Seven Rungs\n\n' && cat LICENSE
	printf '\n\n%s\nGo\n\n' "$rule" && cat "$(go env GOROOT)/LICENSE"
	go version -m "dist/$binary" | awk '$1 == "dep" { print $2 }' | xargs go list -m -f '{{.Path}} {{.Version}} {{.Dir}}' |
		while read -r module number folder; do
			texts=$(find "$folder" -maxdepth 1 -type f -iregex '.*/\(licen[cs]e\|copying\|notice\)[^/]*' | sort)
			[[ -n $texts ]] || fail "$module has no licence"
			printf '\n\n%s\n%s %s\n\n' "$rule" "$module" "$number"
			xargs cat <<<"$texts"
		done
} >dist/LICENSES.txt
(cd dist && sha256sum -- * >SHA256SUMS)
cat dist/SHA256SUMS
