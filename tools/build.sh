#!/usr/bin/env bash
# Builds the static binary, as the Dockerfile does:
#
#   VERSION=0.1.0 bash tools/build.sh dist/sevenrungs
#
# It runs the Dockerfile's RUN instruction, writing elsewhere, so that there is
# one recipe.
set -euo pipefail
binary=$(realpath -m "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

recipe=$(sed -n '/^RUN CGO_ENABLED=1/,/[^\\]$/p' Dockerfile | sed -e 's/^RUN //' -e "s|-o /out/sevenrungs|-o '$binary'|")
export VERSION=${VERSION:-dev} COMMIT=${COMMIT:-$(git rev-parse HEAD)}
bash -euo pipefail -c "$recipe"
if readelf --program-headers "$binary" | grep INTERP; then
	echo "FAILED: the binary is not static" >&2
	exit 1
fi
