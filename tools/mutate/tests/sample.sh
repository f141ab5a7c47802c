#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# sample.sh RQCHECK_MUTATE: tries some mutants on the scenarios that fail with them, and one mutant that no scenario
# can see. Then does the same with a wrong list of reasons.
set -u
mutate=$1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
scenarios=(mutual-exclusion irq-mask abba-released abba-null-top nmi-before-hand-over leave-again tracepoint-nmi-begin
    timeout-edge nested-waiter nmi-leave abba-stale-entry)
killed=(fast-ignores-failure irqsave-none abba-no-look-at-word abba-null-ends head-hands-over-twice leave-tells-twice
    queue-count-after-trace timeout-at-deadline tail-index-0 drop-unlock.release weaken-leave.await_next)
# The newest revision cannot tell this mutant from the lock: it needs the revision before the newest.
killed+=(pass-on-asks)
equivalent=abba-one-entry-is-enough

# expect CODE TEXT ARGUMENT...
expect() {
    local expected=$1 text=$2 said code
    shift 2
    said=$("$mutate" "$@" -j 2 --scenario "${scenarios[@]}" 2>&1)
    code=$?
    if ((code != expected)) || [[ $said != *"$text"* ]]; then
        printf '%s\nexpected exit code %s and: %s\ngot exit code %s\n' "$said" "$expected" "$text" "$code"
        exit 1
    fi
}

expect 0 "${#killed[@]} killed (0 of them by the longest wait only), 1 survive for a reason, 0 survive without, 0 undecided" \
    "${killed[@]}" "$equivalent"
expect 1 "$equivalent: SURVIVES" "$equivalent" --reasons /dev/null
echo "irqsave-none: no program masks interrupts" >"$work/reasons.txt"
expect 1 "irqsave-none: has a reason to survive, and is killed" irqsave-none --reasons "$work/reasons.txt"
expect 2 "unknown mutant 'irqsave-non', the nearest is 'irqsave-none'" irqsave-non
