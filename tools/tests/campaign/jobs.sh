#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# jobs.sh RQCHECK: the output is the same, byte for byte, whatever the number of processes, and in each of five runs.
# Only the seconds differ.
set -u
rqcheck=$1
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../../dev/testing/checks.sh"
export NO_COLOR=1
cd "$directory" || exit 1

# all_outputs JOBS ARGUMENT...: prints all that the command prints and writes, without seconds.
all_outputs() {
    local jobs=$1
    shift
    "$rqcheck" "$@" -j "$jobs" --json result.json 2>&1
    echo "exit code $?"
    cat result.json
}
# same ARGUMENT...: expects the same output of 1, 2 and 7 processes, five times over.
same() {
    local jobs
    all_outputs 1 "$@" | sed -E 's/[0-9.]+ s;/S;/; s/"seconds": [0-9.e-]+/S/' >one
    for _ in 1 2 3 4 5; do
        for jobs in 1 2 7; do
            all_outputs $jobs "$@" | sed -E 's/[0-9.]+ s;/S;/; s/"seconds": [0-9.e-]+/S/' >several
            cmp -s one several || complain "$* -j $jobs differs: $(diff one several | head -n 5)"
        done
    done
    [[ $(wc -l <one) -gt 20 ]] || complain "$* prints $(cat one)"
}
same run nmi-pending-undo x86-pending abba-third --revision v7.1,v7.3 --trace
same run nmi-queue-interrupt --cpus 3 --revision initial --trace --executions 2500
same run nmi-queue-interrupt --scheduler bound --switches 5 --revision initial --trace
same run nmi-unlock-order --scheduler random --seed 3 --executions 500 --trace
same matrix nmi-lock-entry paravirt --revision history
same hunt --ops 3 --programs 30 --executions 200 --trace
same coverage nmi-busy nmi-leave --revision v7.3
exit $failed
