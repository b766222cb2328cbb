#!/usr/bin/env bash
# Bundles are damaged at random and rescued: what is rescued is what was packed. DAMAGES: how many.
source "$(dirname "$0")/setup.sh"
need unzip=unzip bsdtar=libarchive-tools zip=zip 7z=p7zip-full

step "damaged at random, and rescued"
generate "$(size 2000 300)" --plain --density 0.1 --to ndjson "$work/many.ndjson"
for suffix in bundle.zip bundle.tar.gz; do
  quietly "$nianbao" bundle pack "$work/many.ndjson" -o "$work/many.$suffix" --quiet
  python3 $judges/salvage.py "$nianbao" "$work/many.$suffix" "$work/salvaged-$suffix" \
    "${DAMAGES:-$(size 8 2)}" "$seed" || complain "salvage, $suffix"
done
