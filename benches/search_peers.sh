#!/usr/bin/env bash
# qari search beside rg and less on the same files: benches/search_peers.sh FILE [WORD]...
#
# Whole processes, round by round one after the other, medians in milliseconds and the ratio of peer to qari. rg is given a regular
# expression for the spellings that qari folds: classes for hamza, yeh, heh, kaf and digits, any marks, tatweel and joiners between
# letters; presentation forms, which qari folds too, are left out in its favour. First hits are read through `head -c 1`. less goes to
# the first line with the plain word and quits. Needs rg and perl; less where it is there. ROUNDS=7 unless set.
set -euo pipefail
export LC_ALL=C.UTF-8 LESSHISTFILE=-
here=$(cd "$(dirname "$0")/.." && pwd)
[ $# -ge 1 ] || { sed -n '2s/^# //p' "$0"; exit 2; }
file=$1
shift
[ $# -ge 1 ] || set -- الموصل إبرةوسط في الدولة
rounds=${ROUNDS:-7}
qari=${QARI:-$here/target/release/qari}
[ -x "$qari" ] || (cd "$here" && cargo build --release)

expression() {
  perl -CSA -Mutf8 -e '
    my %class;
    for my $set ("اأإآٱ", "وؤ", "يىئیےې", "هةہھەۀۃ", "كکڪ", map { chr(0x30 + $_) . chr(0x660 + $_) . chr(0x6f0 + $_) } 0 .. 9) {
      $class{$_} = "[$set]" for split //, $set;
    }
    my $marks = "[\\u{610}-\\u{61a}\\u{64b}-\\u{65f}\\u{670}\\u{6d6}-\\u{6dc}\\u{640}\\u{200b}-\\u{200f}\\u{202a}-\\u{202e}]*";
    print join $marks, map { /\s/ ? "\\s+" : $class{$_} // quotemeta } split //, $ARGV[0];' "$1"
}

# The median of a command's times, in hundredths of a millisecond, is left in times/NAME.
times=$(mktemp -d)
trap 'rm -rf "$times"' EXIT
timed() {
  local name=$1 start end
  shift
  start=$(date +%s%N)
  "$@" >"$times/out" 2>/dev/null || true
  end=$(date +%s%N)
  echo $(((end - start) / 10000)) >>"$times/$name"
}
median() { sort -n "$times/$1" | sed -n "$(((rounds + 1) / 2))p"; }
show() { printf '%10s' "$(perl -e 'printf "%.1f", $ARGV[0] / 100' "$1")"; }
first_qari() { "$qari" search "$1" "$file" | head -c 1; }
first_rg() { rg --no-config -N "$1" "$file" | head -c 1; }

cat "$file" >/dev/null
printf '%s, %s bytes, median of %s\n' "$(basename "$file")" "$(stat -Lc %s "$file")" "$rounds"
printf '%-14s%10s%10s%8s%12s%10s%10s%12s%10s\n' word count rg ratio 'same count' first rg less matching
for word in "$@"; do
  pattern=$(expression "$word")
  rm -f "$times"/*
  for _ in $(seq "$rounds"); do
    timed qari "$qari" search -c "$word" "$file"; ours=$(cat "$times/out")
    timed rg rg --no-config -c "$pattern" "$file"; theirs=$(cat "$times/out")
    timed first first_qari "$word"
    timed rg-first first_rg "$pattern"
  done
  q=$(median qari) r=$(median rg)
  printf '%-14s' "$word"
  show "$q"; show "$r"
  printf '%8s' "$(perl -e 'printf "%.2f", $ARGV[1] / $ARGV[0]' "$q" "$r")"
  printf '%12s' "$([ "$ours" = "$theirs" ] && echo yes || echo "$ours/$theirs")"
  show "$(median first)"; show "$(median rg-first)"
  if command -v less >/dev/null && command -v script >/dev/null; then
    # It needs a terminal, and takes what to type from a file.
    printf 'exec less -n "+/%s\nq" "$1"\n' "$word" >"$times/less.sh"
    timed less timeout 120 script -qec "sh '$times/less.sh' '$file'" /dev/null </dev/null
    printf '%12s' "$(perl -e 'printf "%.1f", $ARGV[0] / 100' "$(tail -n 1 "$times/less")")"
  else
    printf '%12s' -
  fi
  printf '%10s\n' "$ours"
done
