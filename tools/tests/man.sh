#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# man.sh RQCHECK: the man page has no mistakes of its language, and names all commands and options.
set -u
rqcheck=$1
page=$(mktemp)
trap 'rm -f "$page"' EXIT
failed=0

complain() {
    echo "FAILED: $*"
    failed=1
}

"$rqcheck" man >"$page" || complain "man exits with $?"
warnings=$(groff -man -ww -Tutf8 "$page" 2>&1 >/dev/null)
[[ -z $warnings ]] || complain "groff warns: $warnings"
if command -v man >/dev/null; then
    warnings=$(LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -l "$page" 2>&1 >/dev/null)
    [[ -z $warnings ]] || complain "man warns: $warnings"
fi
shown=$(groff -man -rLL=100n -Tascii -P-cbou "$page")
mapfile -t commands < <("$rqcheck" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
((${#commands[@]} >= 12)) || complain "--help shows ${#commands[@]} commands"
for command in "${commands[@]}"; do
    section=$(sed -n "/^   rqcheck $command\$/,/^   rqcheck /p" <<<"$shown")
    [[ -n $section ]] || complain "no section on $command"
    while read -r option; do
        grep -qE -- "(^|[ ,])$option( |,|\$)" <<<"$section" || complain "$command: $option is missing"
    done < <("$rqcheck" "$command" --help | sed -n '/^Options:/,/^$/s/^  \(-[^ ]*\) .*/\1/p' | tr ',' '\n')
done

((failed == 0)) && echo "all as it should be"
exit $failed
