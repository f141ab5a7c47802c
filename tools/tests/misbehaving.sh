#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# misbehaving.sh RQCHECK NATIVE RELACY: tests programs that do not end, or that do not do the same each time
# (misbehaving.cpp). All searches of them must end, within their limits, and report what is wrong.
set -um # -m: background jobs keep SIGINT
rqcheck=$1
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"
# The engines have names of their own, so that their processes differ from those of tests that run at the same time.
ln -s "$(realpath "$2")" "$directory/engine-native"
ln -s "$(realpath "$3")" "$directory/engine-relacy"
export RQCHECK_ENGINE_NATIVE=$directory/engine-native RQCHECK_ENGINE_RELACY=$directory/engine-relacy

# shows CODE TEXT ARGUMENT...: expects that `rqcheck` ends within a minute with this exit code, and that a line of its
# output matches TEXT.
shows() {
    local code=$1 text=$2 actual
    shift 2
    timeout 60 "$rqcheck" "$@" >"$directory/out" 2>&1 </dev/null
    actual=$?
    [[ $actual == "$code" ]] || complain "$* exits with $actual, not $code: $(tail -n 3 "$directory/out")"
    grep -qE -- "$text" "$directory/out" || complain "$* does not show: $text"
}
and_shows() { grep -qE -- "$1" "$directory/out" || complain "nor does it show: $1"; }
# no_engine WHEN: expects that no engine is left.
no_engine() { nothing_left "$directory/engine" "$1"; }

for engine in native relacy; do
    with=(--engine "$engine" --accept-bounded)
    # A call that fails again and again: the output says which context repeats which call, and shows it in short form.
    shows 1 'FAIL livelock' run nmi-retries "${with[@]}"
    and_shows 'retries for ever, 16 rounds so far  misbehaving.cpp:[0-9]+'
    and_shows "CPU 0's NMI makes the call at misbehaving.cpp:[0-9]+ again and again, 16 rounds so far"
    and_shows 'A=ok \[nmi A=deadlock-true x16\]'
    and_shows 'were broken off, after 16 failures of a call'
    and_shows '14 more rounds like this'
    [[ $(wc -l <"$directory/out") -lt 90 ]] || complain "the trace of a livelock on $engine is long"
    shows 1 '4 rounds so far' run nmi-retries --rounds 4 "${with[@]}"
    # A loop that another CPU ends, and one in which time passes.
    shows 0 'pass: no execution failed, in all' run nmi-gets-it --engine "$engine"
    shows 0 'pass: no execution failed, in all' run retries-in-time --engine "$engine"
    and_shows 'A=timeout-early@250ms A=timeout-early@250ms A=ok@97ms'
    # Programs that go on without a call that fails.
    for scenario in goes-on waits-on chooses-on; do
        shows 1 'FAIL livelock' run $scenario --time-limit 2 "${with[@]}"
    done
    shows 2 'endless, on computes at .*: cpu0 computes for 3 s in its task and asks for nothing' run computes \
        --engine "$engine"
    # Programs that keep state between executions, on every path.
    for scenario in keeps-state turns; do
        shows 4 'not deterministic, on .*: run again, cpu[01] differs at its step [0-9]+' run $scenario \
            --engine "$engine"
    done
    shows 0 'pass' run counts --engine "$engine"
done
shows 4 'not deterministic' run keeps-state -j 2
shows 4 'not deterministic' run turns -j 2
shows 1 'FAIL livelock' run nmi-retries --cpus 2 -j 2 --accept-bounded
and_shows 'were broken off, after 16 failures of a call'

# One of several scenarios fails, and the others are run.
shows 4 'nmi-gets-it' matrix nmi-gets-it keeps-state --revision aa-first

# Limits are checked within an execution, and in a sample.
for more in "--scheduler random" "--scheduler bound" "-j 2"; do
    SECONDS=0
    # shellcheck disable=SC2086  # an option and its value
    shows 1 'FAIL livelock' run both-retry --time-limit 1 --accept-bounded $more
    ((SECONDS < 15)) || complain "both-retry $more took $SECONDS s with a limit of one"
done
no_engine "behind searches that have ended"

# Ctrl-C ends the search with the results so far. Whatever happens to rqcheck, no engine outlives it.
for options in "--engine native" "--engine native -j 2" "--engine relacy"; do
    for signal in INT TERM KILL; do
        # shellcheck disable=SC2086  # options and values
        "$rqcheck" run both-retry $options >"$directory/out" 2>&1 </dev/null &
        job=$!
        for _ in {1..100}; do
            pgrep -f "$directory/engine" >/dev/null && break
            sleep 0.05
        done
        sleep 0.5
        kill -$signal $job
        wait $job 2>/dev/null
        no_engine "behind SIG$signal ($options)"
        [[ $signal == KILL ]] || and_shows 'FAIL: livelock in [0-9]+ executions'
    done
done
exit $failed
