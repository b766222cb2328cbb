#!/usr/bin/env bash
# Runs are killed at random moments and resumed: they give what an undisturbed run gives. KILLS: how many.
source "$(dirname "$0")/setup.sh"

step "killed at random moments, and resumed"
generate "1500" --plain --folder --to json "$work/in"
for command in convert x.bundle.zip x.bundle.tar.gz; do
  python3 $judges/interruptions.py "$nianbao" "$work" "$command" "${KILLS:-$(size 10 6)}" "$seed" \
    || complain "$command"
done
