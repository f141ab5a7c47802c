#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# table.sh RQCHECK_MUTATE PAGE: tries all mutants on the catalogue. Is the table of the page up to date? It stands
# below the line that begins with "<!-- table". With RQCHECK_UPDATE_GOLDEN set, the table is written again.
set -u
mutate=$1
page=$2
table=$(mktemp) || exit 1
trap 'rm -f "$table"' EXIT

"$mutate" -j "$(nproc)" --markdown "$table"
code=$?
if [[ ! -s $table ]]; then
    echo "no table: the run has not come to its end"
    exit 1
fi
if [[ -n ${RQCHECK_UPDATE_GOLDEN:-} ]]; then
    { sed '/^<!-- table/q' "$page" && echo && cat "$table"; } >"$page.new" && mv "$page.new" "$page"
    exit $code
fi
if ! diff -u --label "$page" --label "what the run shows" <(sed '1,/^<!-- table/d' "$page" | tail -n +2) "$table"; then
    echo "If this is how it should be: RQCHECK_UPDATE_GOLDEN=1 ctest -R mutants.all"
    exit 1
fi
exit $code
