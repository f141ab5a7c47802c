#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# man.sh RQCHECK: the man pages must be correct groff, and each command must have a page that names its options.
set -u
rqcheck=$1
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

pages=$directory/man1
"$(dirname "$0")/../dev/man-pages" "$rqcheck" "$pages" || complain "man-pages exits with $?"
mapfile -t commands < <("$rqcheck" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
((${#commands[@]} >= 12)) || complain "--help shows ${#commands[@]} commands"
for command in "" "${commands[@]}"; do
    page=$pages/rqcheck${command:+-$command}.1
    warnings=$(groff -man -ww -Tutf8 "$page" 2>&1 >/dev/null)
    [[ -z $warnings ]] || complain "groff warns: $warnings"
    shown=$(groff -man -rLL=100n -Tascii -P-cbou "$page")
    # shellcheck disable=SC2086
    while read -r option; do
        grep -qE -- "(^|[ ,])$option([ ,]|\$)" <<<"$shown" || complain "${page##*/}: $option is missing"
    done < <("$rqcheck" $command --help | sed -n '/^Options:/,/^$/s/^  \(-[^ ]*\) .*/\1/p' | tr ',' '\n')
done
grep -q 'out of memory\|memory or disk ran out' "$pages/rqcheck-run.1" || complain "rqcheck-run.1 has no exit codes"

((failed == 0)) && echo "all as it should be"
exit $failed
