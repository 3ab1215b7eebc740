#!/bin/sh
# Brings the map library from npm into src/dateline/web/static/vendor, as package-lock.json pins it.
# Nothing is bundled or changed: the two modules and the style are the library's own files.
set -eu
cd "$(dirname "$0")/.."
npm ci --silent --no-progress
vendor=src/dateline/web/static/vendor
mkdir -p "$vendor"
library=node_modules/maplibre-gl
cp "$library/dist/maplibre-gl.css" "$vendor/maplibre-gl.css"
cp "$library/LICENSE.txt" "$vendor/maplibre-gl.LICENSE.txt"
cp "$library/dist/maplibre-gl-worker.mjs" "$vendor/maplibre-gl-worker.mjs"
cp "$library/dist/maplibre-gl-shared.mjs" "$vendor/maplibre-gl-shared.mjs"
# The last file made, since make looks at it; .js so that every server sends it as a script.
cp "$library/dist/maplibre-gl.mjs" "$vendor/maplibre-gl.js"
