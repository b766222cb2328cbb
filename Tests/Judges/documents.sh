#!/usr/bin/env bash
# xmllint, xmlschema and check-jsonschema look at XML and JSON; Python's own readers compare the cells.
source "$(dirname "$0")/setup.sh"
need xmllint=libxml2-utils
need_python 'xmlschema==4.*' 'check-jsonschema==0.*'

# judge_xml SCHEMA FILE...
judge_xml() {
  local schema=Schemas/xsd/$1.xsd
  shift
  xmllint --noout --nonet --schema "$schema" "$@" 2> "$work/messages" \
    || { grep -v ' validates$' "$work/messages" | head -20 >&2; complain "xmllint, by $schema"; }
  xmlschema-validate --schema "$schema" "$@" > "$work/messages" 2>&1 \
    || { grep -v 'is valid$' "$work/messages" | head -20 >&2; complain "xmlschema, by $schema"; }
}

# judge NAME: looks at the reports in every format, converted from one to the next, so that every reader
# is passed, too.
judge() {
  local base=$work/$1 count edition files
  count=$(count_of "$1")
  convert "$base.ndjson" --to xml --created 2026-01-31T00:00:00Z -o "$base.xml"
  if [ "$count" = 1 ]; then
    # One report is written to the file that -o names, several to the folder.
    mkdir "$base"
    convert "$base.xml" --to json -o "$base/report.json"
  else
    convert "$base.xml" --to json -o "$base"
  fi
  convert "$base.xml" --to cells -o "$base.cells.csv"
  [ "$(find "$base" -name '*.json' | wc -l)" = "$count" ] || complain "$1: reports were lost"
  judge_xml batch "$base.xml"
  for edition in Schemas/json/report-*.schema.json; do
    edition=$(basename "$edition" .schema.json)
    mapfile -t files < <(grep -rl "^  \"edition\": \"${edition#report-}\"" "$base")
    [ ${#files[@]} -gt 0 ] || continue
    check-jsonschema -q --schemafile "Schemas/json/$edition.schema.json" "${files[@]}" \
      || complain "check-jsonschema, by $edition"
    count=$((count - ${#files[@]}))
    convert "${files[0]}" --to xml -o "$base-$edition.xml"
    judge_xml "$edition" "$base-$edition.xml"
  done
  [ "$count" = 0 ] || complain "$1: $count reports of no edition"
  names+=("$base")
}

step "schemas"
check-jsonschema --check-metaschema Schemas/json/*.schema.json
step "documents"
names=()
each_sample judge
python3 $judges/same_cells.py Schemas/forms "${names[@]}" || complain "cells differ, or none"
