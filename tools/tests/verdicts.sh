#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# verdicts.sh RQCHECK: runs small programs and scenarios on the native engine. Their right verdicts were worked out by
# hand, and a wrong verdict would look like a right one.
set -u
rqcheck=$1
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

# shows CODE TEXT ARGUMENT...: expects that `rqcheck run` ends with this exit code, and that a line of its
# output matches TEXT.
shows() {
    local code=$1 text=$2 actual
    shift 2
    "$rqcheck" run "$@" >"$directory/out" 2>&1 </dev/null
    actual=$?
    [[ $actual == "$code" ]] || complain "run $* exits with $actual, not $code: $(tail -n 3 "$directory/out")"
    grep -qE -- "$text" "$directory/out" || complain "run $* does not show: $text"
}
# and_shows TEXT: expects that the output of the last command matches TEXT too.
and_shows() { grep -qE -- "$1" "$directory/out" || complain "nor does it show: $1"; }
# but_not TEXT: expects that the output of the last command does not match TEXT.
but_not() { if grep -qE -- "$1" "$directory/out"; then complain "it shows: $1"; fi; }

# If the poll time of a wait passes while an NMI runs above the wait, the wait looks once.
any=(--fail-on none)
shows 0 'searched +64 executions' --program 'A(hold 301ms) | A nmi hold 300ms | hold 1ms' "${any[@]}"
and_shows 'cpu1 A=timeout-early@301ms \[nmi\]'
shows 0 'searched +31871 executions' --program 'A(hold 1ms) | A nmi A(hold 1ms)' --revision queue-kept --slow 1 "${any[@]}"

# An attempt is judged by its own wait.
window=(--window pending.wait "${any[@]}")
shows 0 ' 2  timeout_missed' --program 'A(A) nmi hold 300ms' --revision queue-kept "${window[@]}"
but_not 'timeout_early'
shows 0 'A=timeout-missed@250ms \[nmi B=timeout-early@250ms\]' --program 'A(A) nmi B | B(hold 600ms)' \
    --revision queue-kept "${window[@]}"
shows 1 'timeout_needed' --program 'A(A) | A nmi hold 300ms' --revision aa-first "${window[@]}"
but_not 'timeout_early'

# A slow CPU in a ring of three: the checks cannot see the reason of the timeout.
shows 0 'timeout_needed' abbcca --slow 1 --executions 300000 --accept-bounded
but_not 'timeout_missed'

# Races are those of the memory model that the command line chooses.
shows 1 'race' mutual-exclusion --arch x86
shows 0 'pass' mutual-exclusion --arch x86 --memory tso
shows 0 'pass' mutual-exclusion --arch x86 --memory sc

# A queue node that has just been taken contains nothing that may be read.
for site in queue.init_locked queue.init_next; do
    shows 1 'uninitialised' nmi-nonhead-over-pending --drop "$site"
done

# The operations of the lock's users in small programs.
shows 0 'up to 1 hardirq on CPU 1' --program 'A | irqsave A hardirq A'
but_not 'deadlock'
shows 0 'hardirq A=deadlock-true' --program 'A | A hardirq A'
shows 1 'timeout_missed' --program 'lock A lock B unlock A unlock B nmi B'
shows 0 'cpu0 A=ok cpu1 A=timeout-needed@250ms' --program 'lock A signal 0 | await 0 A'
shows 1 'no NMIs; arch generic; paravirt' --program 'A(A) ; paravirt' --revision aa-before-queue
and_shows 'FAIL: leak'
shows 0 'pass' --program 'A(A) ; paravirt' --revision tas-entry

# A program at contention_end is one side of an ABBA deadlock. Raw programs in attempts of other programs
# are both sides.
shows 1 'stuck in 9312 executions' --program 'A A | A | B(A) ; end B' --revision aa-before-queue
shows 0 'pass' tracepoint-abba --revision tail-reset
shows 1 'cpu0 C=stuck \[trace A=stuck \[trace B=stuck\]\] cpu1 C=stuck' tracepoint-raw --revision aa-before-queue --fail-on timeout_needed

# A failure for hunt is also a failure for run.
shows 1 'timeout_missed' --program 'A nmi A' --revision queue-kept
exit $failed
