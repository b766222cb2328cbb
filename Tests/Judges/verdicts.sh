#!/usr/bin/env bash
# Validators of XML and JSON say of damaged documents what we say of them.
source "$(dirname "$0")/setup.sh"
need xmllint=libxml2-utils
need_python 'xmlschema==4.*' 'check-jsonschema==0.*'

step "verdicts on damaged documents"
generate "$(size 200 16)" --to ndjson "$work/generated.ndjson"
convert "$work/generated.ndjson" --to json -o "$work/generated"
mapfile -t documents < <(find "$work/generated" -name '*.json' | sort | head -40)
sound=()
for document in "${documents[@]}"; do
  sound+=("$work/sound-$(basename "$document" .json).xml")
  convert "$document" --to xml -o "${sound[-1]}"
done
python3 $judges/verdicts.py "$nianbao" Schemas "$work/damaged-xml" xml "$(size 500 60)" "$seed" "${sound[@]}"
python3 $judges/verdicts.py "$nianbao" Schemas "$work/damaged-json" json "$(size 500 60)" "$seed" \
  "${documents[@]}"
