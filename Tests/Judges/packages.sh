#!/usr/bin/env bash
# frictionless looks at packages of CSV in a folder, in a container, and with the mark for Excel.
source "$(dirname "$0")/setup.sh"
need_python 'frictionless==5.*' duckdb

judge() {
  local base=$work/$1
  count_of "$1" > /dev/null
  convert "$base.ndjson" --to cells -o "$base.cells.csv"
  convert "$base.ndjson" --to csv -o "$base-package"
  convert "$base-package" --to csv -o "$base-package.zip"
  convert "$base-package.zip" --to csv --excel -o "$base-excel"
  convert "$base-excel" --to ndjson -o "$base-package.ndjson"
  cmp "$base.ndjson" "$base-package.ndjson" || complain "$1: packages lose something"
  cmp "$base.cells.csv" "$base-package/cells.csv" || complain "$1: cells.csv is not as in cells"
  python3 $judges/packages.py "$base-package" "$base-package.zip" "$base.ndjson" || complain "$1"
  frictionless validate "$base-excel/datapackage.json" > "$work/messages" \
    || { head -20 "$work/messages" >&2; complain "frictionless, with the mark for Excel"; }
}

step "packages"
each_sample judge
