#!/usr/bin/env bash
# qari print beside fribidi on the same text, whole processes: benches/peers.sh [MEGABYTES]
# Needs hyperfine and fribidi (Debian: hyperfine, libfribidi-bin). Both lay out, shape and wrap at 80 columns.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release
text=$(mktemp)
trap 'rm -f "$text"' EXIT
while [ "$(stat -c %s "$text")" -lt $(("${1:-10}" * 1000000)) ]; do
  for _ in $(seq 50); do cat assets/samples/ar.txt; echo; done >>"$text"
done
hyperfine --warmup 1 --runs 5 --export-json /dev/null \
  -n 'qari print' "target/release/qari print --direction rtl --width 80 $text" \
  -n 'fribidi' "fribidi --rtl --width 80 --reordernsm --clean $text"
