#!/usr/bin/env sh
# Says what a change of a plan does to the money, as Markdown on standard output, and nothing where it does not matter.
#
#   comment.sh BASE PLAN…     BASE is the commit to compare with, PLAN a plan file of this checkout
#
# AT_LEAST    smallest move of the request, or of the chance to overspend, that is worth a comment (default 1%)
# MAX_OVERRUN a plan that overspends in more than this share of simulated years fails the job (default: none)
# TRIALS      simulated years (default 10000)
# PAST_APRIL  how the command line is called (default: past-april)
set -eu
[ $# -ge 2 ] || { echo "usage: comment.sh BASE PLAN…" >&2; exit 2; }
base=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
for plan in "$@"; do
  [ -f "$plan" ] || continue
  # A new plan has nothing to be compared with: its own checks are another job's.
  git show "$base:./$plan" > "$work/before.json" 2> /dev/null || continue
  code=0
  # shellcheck disable=SC2086 # the command may have words of its own, such as "npm run -s past-april --"
  ${PAST_APRIL:-past-april} diff "$work/before.json" "$plan" --trials "${TRIALS:-10000}" --at-least "${AT_LEAST:-1%}" \
    ${MAX_OVERRUN:+--max-overrun "$MAX_OVERRUN"} > "$work/said" 2> "$work/error" || code=$?
  if [ -s "$work/said" ]; then
    printf '### %s\n\n' "$plan"
    cat "$work/said"
    printf '\n'
  fi
  if [ "$code" -ne 0 ]; then
    printf '**%s**: %s\n\n' "$plan" "$(tail -n 1 "$work/error")"
    status=$code
  fi
done
exit "$status"
