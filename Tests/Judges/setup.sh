# What the outside judges share: each of them reads this first. It builds the command and the generator,
# and gives functions that install what a judge needs, convert, and complain. SEED chooses the reports;
# SHORT=1 looks at a few of them only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
judge=$(basename "$0" .sh)
judges=Tests/Judges
seed=${SEED:-1}
tools=$PWD/.build/judges
work=$PWD/.build/judged/$judge

step() { printf '\n-- %s: %s\n' "$judge" "$*"; }
complain() { printf 'COMPLAINT: %s: %s\n' "$judge" "$*" >&2; exit 1; }

# size WHOLE FEW: how many there are to be, in a whole run and in a short one.
size() { if [ "${SHORT:-0}" = 1 ]; then echo "$2"; else echo "$1"; fi; }

# need PROGRAM=PACKAGE...: installs the packages of the programs that are not there.
need() {
  local missing=() pair
  for pair in "$@"; do
    command -v "${pair%%=*}" > /dev/null || missing+=(${pair#*=})
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" apt-get install -qy --no-install-recommends "${missing[@]}"
}

# need_python PACKAGE...: the same for packages of Python; what they bring is in the PATH from then on.
need_python() {
  python3 -c 'import ensurepip, venv' 2> /dev/null || need no-such-program=python3-venv
  [ -x "$tools/bin/pip" ] || python3 -m venv "$tools"
  "$tools/bin/pip" install -q --disable-pip-version-check "$@"
  PATH=$tools/bin:$PATH
}

swift build --quiet --product nianbao
swift build --quiet --product generate-reports
bin=$(swift build --show-bin-path)
nianbao=$bin/nianbao
rm -rf "$work"
mkdir -p "$work"

# generate COUNT ARGUMENT...: generated reports.
generate() { "$bin/generate-reports" --count "$1" --seed "$seed" "${@:2}"; }

# convert ARGUMENT...: errors in the data (1) are the data's; that something could not be done is not.
convert() {
  local status=0
  "$nianbao" convert --diagnostics text --language en --quiet "$@" 2> "$work/messages" || status=$?
  [ "$status" -le 1 ] || { cat "$work/messages" >&2; complain "nianbao convert $* ended with $status"; }
}

# quietly COMMAND...: runs a judge that says nothing, or ends well, when it has no complaint.
quietly() {
  "$@" > "$work/messages" 2>&1 || { tail -20 "$work/messages" >&2; complain "$*"; }
}

# fixtures: the documents of Fixtures/, as lines of a name, the format and the path; a few of them in a
# short run.
fixtures() {
  local folder format fixture count
  for folder in Fixtures/*/; do
    format=$(basename "$folder")
    [ "$format" != expected ] || continue
    "$nianbao" list formats | awk '{print $1}' | grep -qx "$format" \
      || complain "$folder: there is no format $format"
    count=$(size 1000 1)
    for fixture in "$folder"*; do
      [ "$count" -gt 0 ] || break
      count=$((count - 1))
      echo "$format-$(basename "$fixture" | tr . -) $format $fixture"
    done
  done
}

# each_sample FUNCTION: calls it with the name and the NDJSON of every fixture, and of generated reports.
each_sample() {
  local name format fixture count=0
  fixtures > "$work/fixtures"
  while read -r name format fixture; do
    echo "$fixture"
    convert "$fixture" --from "$format" --to ndjson -o "$work/$name.ndjson"
    "$1" "$name" "$fixture"
    count=$((count + 1))
  done < "$work/fixtures"
  [ "$count" -ge 6 ] || complain "only $count fixtures"
  generate "$(size 200 8)" --to ndjson "$work/generated.ndjson"
  echo "generated reports"
  "$1" generated "$work/generated.ndjson"
}

# count_of NAME: how many reports there are in $work/NAME.ndjson, of which there must be one.
count_of() {
  local count
  count=$(wc -l < "$work/$1.ndjson")
  [ "$count" -gt 0 ] || complain "$1: no reports"
  echo "$count"
}
