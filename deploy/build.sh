#!/usr/bin/env bash
# Builds quietly (Release) with a sign of life, and shows the errors when it fails. Arguments: what to build.
set -euo pipefail
log=$(mktemp)
trap 'rm -f "$log"' EXIT
began=$SECONDS
for what in "$@"; do
  dotnet build "$what" -c Release -nologo -v q -clp:ErrorsOnly > "$log" 2>&1 &
  build=$!
  while kill -0 "$build" 2> /dev/null; do
    [[ -t 2 ]] && printf '\rBuilding … %d s ' $((SECONDS - began)) >&2
    sleep 0.5
  done
  if ! wait "$build"; then
    [[ -t 2 ]] && printf '\r' >&2
    echo "The build of $what failed:" >&2
    { grep -E ': error |^error' "$log" || tail -30 "$log"; } | sed 's/ \[[^]]*\]$//' | sort -u | head -40 >&2
    exit 1
  fi
done
[[ -t 2 ]] && printf '\r' >&2
echo "Built in $((SECONDS - began)) s." >&2
