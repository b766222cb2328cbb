#!/usr/bin/env bash
# Archivers and bagit.py look at bundles in both containers, whole, in parts, merged and rescued.
source "$(dirname "$0")/setup.sh"
need unzip=unzip bsdtar=libarchive-tools 7z=p7zip-full
need_python 'bagit==1.*'

judge() {
  local base=$work/$1.bundle container bundle
  for container in zip tar.gz; do
    bundle=$base.$container
    quietly "$nianbao" bundle pack "$2" --created 2026-01-31 -o "$bundle"
    quietly "$nianbao" bundle verify "$bundle"
    quietly "$nianbao" bundle unpack "$bundle" -o "$base-$container"
    quietly "$nianbao" bundle verify "$base-$container"
    quietly bagit.py --validate "$base-$container"
    quietly 7z t "$bundle"
    quietly bsdtar -tf "$bundle"
    bsdtar -tf "$bundle" | sort > "$base.names"
    if [ "$container" = zip ]; then
      quietly unzip -tqq "$bundle"
      quietly python3 -m zipfile -t "$bundle"
    else
      quietly gzip -t "$bundle"
      quietly python3 -m tarfile -t "$bundle"
      # GNU tar knows no keyword of pax records but its own, and warns of that which bears the digest.
      tar --warning=no-unknown-keyword -tzf "$bundle" 2> "$work/messages" | sort > "$base.gnu"
      [ ! -s "$work/messages" ] || { cat "$work/messages" >&2; complain "tar -tzf $bundle"; }
      cmp "$base.names" "$base.gnu" || complain "bsdtar and GNU tar see other names"
    fi
    (cd "$base-$container" && find . -type f | sed 's|^\.|bundle|' | sort) > "$base.unpacked"
    cmp "$base.names" "$base.unpacked" || complain "$bundle: other names when it is unpacked"
  done
  for container in zip tar.gz; do rm "$base-$container/index.ndjson"; done
  diff -r "$base-zip" "$base-tar.gz" || complain "$1: the containers differ"
  convert "$base.zip" --to cells -o "$base.cells.csv"
  convert "$2" --to cells -o "$base.direct.csv"
  cmp "$base.cells.csv" "$base.direct.csv" || complain "$1: cells differ after the bundle"
}

step "bundles"
each_sample judge

step "in parts, merged, and rescued"
parts=$work/parts
mkdir -p "$parts"
generate "$(size 200 40)" --to ndjson "$parts/reports.ndjson"
for suffix in bundle.zip bundle.tar.gz; do
  quietly "$nianbao" bundle pack "$parts/reports.ndjson" -o "$parts/whole.$suffix" --quiet
  quietly "$nianbao" bundle pack "$parts/reports.ndjson" -o "$parts/part.$suffix" \
    --max-size "$(size 200K 60K)" --checksum sha512,sm3 --quiet
  [ "$(find "$parts" -name "part-*.$suffix" | wc -l)" -gt 1 ] || complain "there is one part only, $suffix"
  quietly "$nianbao" bundle merge "$parts"/part-*."$suffix" -o "$parts/merged.$suffix" --quiet
  cmp "$parts/whole.$suffix" "$parts/merged.$suffix" || complain "what was merged is not the whole, $suffix"
  # A third of the container is gone, and 500 bytes of what is left are zeros.
  bytes=$(stat -c %s "$parts/whole.$suffix")
  head -c $((bytes * 2 / 3)) "$parts/whole.$suffix" > "$parts/broken.$suffix"
  dd if=/dev/zero of="$parts/broken.$suffix" bs=1 seek=$((bytes / 3)) count=500 conv=notrunc status=none
  status=0
  "$nianbao" bundle salvage "$parts/broken.$suffix" -o "$parts/rescued.$suffix" --losses "$parts/losses.txt" \
    --quiet 2> "$work/messages" || status=$?
  [ "$status" = 1 ] || { cat "$work/messages" >&2; complain "salvage $suffix ended with $status"; }
  for bundle in "$parts"/part-*."$suffix" "$parts/rescued.$suffix"; do
    case $suffix in
      *.zip) unzip -tqq "$bundle" && bsdtar -tf "$bundle" > /dev/null ;;
      *) tar --warning=no-unknown-keyword -tzf "$bundle" > /dev/null ;;
    esac || complain "a container, $bundle"
    rm -rf "$parts/bag"
    quietly "$nianbao" bundle unpack "$bundle" -o "$parts/bag" --quiet
    bagit.py --quiet --validate "$parts/bag" || complain "bagit, $bundle"
  done
done
