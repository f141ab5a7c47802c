#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# workers.sh RQCHECK SIGNAL...: workers of a search get a signal in mid-search, two of them for each signal. Their work
# is done again, the results are exact, and the command says what happened. A worker that is stopped (STOP) is noticed
# after a minute.
set -um
rqcheck=$1
shift
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../../dev/testing/checks.sh"
export NO_COLOR=1

search=(run mutual-exclusion --cpus 4 --revision v7.3 -j 2)
without_seconds() { sed -E 's/[0-9.]+ s;/S;/'; }
"$rqcheck" "${search[@]}" | without_seconds >"$directory/right"

for signal in "$@"; do
    "$rqcheck" "${search[@]}" >"$directory/out" 2>"$directory/err" &
    command=$!
    sleep 1
    kill -"$signal" "$(pgrep -P $command | head -n 1)" || complain "there is no first worker"
    sleep 0.5
    kill -"$signal" "$(pgrep -P $command | tail -n 1)" || complain "there is no second worker"
    wait $command
    code=$?
    [[ $code == 0 ]] || complain "SIG$signal to workers: exit code $code"
    without_seconds <"$directory/out" | cmp - "$directory/right" || complain "SIG$signal to workers changes the results"
    [[ $(grep -c "the engine native .*; its work was done again$" "$directory/err") == 2 ]] ||
        complain "SIG$signal to workers: the command says $(cat "$directory/err")"
    [[ -z $(pgrep -P $command) ]] || complain "SIG$signal leaves a worker"
done
exit $failed
