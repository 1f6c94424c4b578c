#!/usr/bin/env bash
# Makes what lies in assets/entity from data: bash assets/build/all.sh DATA NPM WORK [encoder]. See README.md beside this.
set -euo pipefail
[ $# -ge 3 ] || { echo 'all.sh DATA NPM WORK [encoder]; see README.md beside it' >&2; exit 2; }
data=$(realpath "$1") npm=$(realpath "$2") work=$3 more=${4:-}
mkdir -p "$work" && work=$(realpath "$work")
here=$(realpath "$(dirname "$0")") && assets=$(realpath "$here/../entity")
export CARGO_TARGET_DIR=$work/target
(cd "$here/forge" && cargo build --release --quiet)
forge=$work/target/release/forge

# The last sixth of ANERcorp's sentences is for development.
python3 - "$data/anercorp/train.conll" "$work" <<'PY'
import re, sys
source, work = sys.argv[1:]
sentences = [s.strip() for s in re.split(r"\n\s*\n", open(source, encoding="utf-8-sig").read()) if s.strip()]
cut = len(sentences) * 5 // 6
for name, part in (("train", sentences[:cut]), ("dev", sentences[cut:])):
    open(f"{work}/{name}.conll", "w", encoding="utf-8").write("\n\n".join(part) + "\n")
PY
"$forge" words "$here"/news/*-*.txt > "$work/news.conll"

python3 "$here/gazetteer.py" "$npm" "$here/names" "$data/gazetteers" > "$work/names.tsv"
"$forge" gazetteer "$work/names.tsv" "$assets/names.fst"

for part in train news dev; do "$forge" features "$assets/names.fst" "$work/$part.conll" > "$work/$part.features"; done
python3 "$here/crf.py" "$work/fast.weights" "$work/train.features" "$work/news.features" --dev "$work/dev.features"
"$forge" tagger "$work/fast.weights" "$assets/fast.crf"

if [ "$more" = encoder ]; then
    python3 "$here/encoder.py" --data "$work" --out "$work/encoder"
    python3 "$here/encoder_file.py" "$work/encoder.pt" "$assets/encoder.bin" --matrix-bits 8
fi
