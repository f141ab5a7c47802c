#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# exit_codes.sh RQCHECK PAGE PROGRAM...: the page and `--help` must agree on exit codes, and each program must
# list its own.
set -u
rqcheck=$1 readme=$2
shift 2
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

words=$(tr -s '\n ' '  ' <"$readme")
codes=0
while read -r code meaning; do
    codes=$((codes + 1))
    [[ $words == *"$code $meaning"[,.]* ]] || complain "the page does not say: $code $meaning"
done < <("$rqcheck" --help | sed -n '/^Exit codes:$/,$s/^  \([0-9]\)  /\1 /p')
((codes == 6)) || complain "--help lists $codes exit codes"
for program; do
    for code in 0 1 2 3 5; do
        "$program" --help | sed '1,/^Exit codes:$/d' | grep -q "^  $code  [a-z]" ||
            complain "${program##*/} --help does not say what exit code $code is"
    done
done
exit $failed
