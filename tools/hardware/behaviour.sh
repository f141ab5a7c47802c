#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# behaviour.sh RQCHECK-HARDWARE VERSION: tests options, names of scenarios, the files that it writes, and signals.
set -um  # -m: background jobs keep SIGINT
hardware=$1 version=$2
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

expect() { expect_of "$hardware" "$@"; }

expect 0 "rqcheck-hardware $version" --version
expect 0 "Examples:" --help
expect 2 "which scenario? --list names them"
expect 2 "unknown option '--secnds', the nearest is '--seconds'" hardware-traced --secnds 2
expect 2 "unknown option '--revison', the nearest is '--revision'" hardware-traced --revison=v7.3
expect 2 "--seconds takes a number of seconds above 0, not '0'" hardware-traced --seconds 0
expect 2 "--watchdog takes a number of seconds above 0, not 'x'" hardware-traced --watchdog x
expect 2 "--laps takes a whole number from 1 to 1000000, not '0'" hardware-traced --laps 0
expect 2 "--cpus takes a whole number from 1 to 64, not '65'" hardware-traced --cpus 65
expect 2 "hardware-misuse wants 1 to 1 CPUs, not 2" hardware-misuse --cpus 2
expect 2 "cannot write '/nowhere/report.json'" hardware-traced --json /nowhere/report.json

# Commas and patterns. What is named twice runs once.
expect 2 "no scenario is like 'hardwire-*'" 'hardwire-*'
expect 2 "unknown scenario 'hardware-same-luck', the nearest is 'hardware-same-lock'" hardware-traced,hardware-same-luck
expect 0 "clean" 'hardware-trace*,hardware-in-step' hardware-traced --seconds 0.1
[[ $(grep '^hardware' "$directory/out" | cut -d: -f1 | tr '\n' ' ') == "hardware-traced hardware-traced-raw hardware-in-step " ]] ||
    complain "a list with a pattern runs others: $(cat "$directory/out")"

# JSON has what the text has, and is alone on stdout. stderr is no terminal, so no progress is on it.
"$hardware" hardware-other-lock hardware-traced --seconds 0.2 --json - >"$directory/out" 2>"$directory/err"
[[ $? == 0 && $(head -c1 "$directory/out") == '{' && $(tail -n 1 "$directory/out") == '}' ]] ||
    complain "--json - does not write JSON alone: $(cat "$directory/out")"
[[ ! -s $directory/err ]] || complain "in a pipe there is progress: $(cat "$directory/err")"
says '"scenario": "hardware-traced"' '"passed": true' '"traced": {' '"aimed_nmis": {' '"nmis_sent": ' '"not_run": []'
expect 1 "MISUSE" hardware-misuse --seconds 0.1 --json "$directory/misuse.json"
grep -q '"misuse": "tools/hardware/own_scenarios.cpp:' "$directory/misuse.json" || complain "no misuse in the JSON"
grep -q '"passed": false' "$directory/misuse.json" || complain "a misuse passes in the JSON"
# On one CPU no attempt waits.
expect 1 "NO NMI landed in: slowpath" hardware-other-lock --cpus 1 --seconds 0.1 --require-landing slowpath,unlock \
    --json "$directory/missed.json"
grep -A1 '"no_nmi_landed_in": \[' "$directory/missed.json" | grep -q '"slowpath"' || complain "no missed region in the JSON"

# A CPU that hangs: the watchdog's verdict.
expect 1 "HUNG: no progress for 1 s" hardware-unanswered --seconds 60 --watchdog 1 --json "$directory/hang.json"
! grep -q "^not run" "$directory/out" || complain "nothing was left to run"
grep -q '"hang": "lock A: 0x' "$directory/hang.json" || complain "no hang in the JSON"

# Ctrl-C: the report, the JSON and the scenarios that are left.
stopped_of "$hardware" 1 3 "stopped after 1." hardware-same-lock hardware-traced --seconds 60 \
    --json "$directory/stopped.json"
says ", no failure until then" "not run: hardware-traced"
grep -q '"stopped": true' "$directory/stopped.json" || complain "the JSON does not say that the run was stopped"
grep -A1 '"not_run": \[' "$directory/stopped.json" | grep -q '"hardware-traced"' || complain "the JSON hides what was not run"
stopped_of "$hardware" 1 3 "CPU 1 had not returned when the run was stopped:" hardware-unanswered --seconds 60 \
    --json "$directory/stopped.json"
says "CPU 1 at " "stopped after 1."
grep -A2 '"not_returned": {' "$directory/stopped.json" | tr -d ' \n' | grep -qF '"cpus":[1' ||
    complain "the JSON does not name the CPU that had not returned"

# The second signal ends at once, without a report.
"$hardware" hardware-unanswered --seconds 60 --json "$directory/second.json" >"$directory/out" 2>&1 &
job=$!
sleep 1
kill -INT $job
sleep 0.5
kill -INT $job
wait $job 2>/dev/null
[[ $? == 130 && ! -s $directory/out && ! -e $directory/second.json ]] || complain "a second Ctrl-C: $(cat "$directory/out")"

# SIGTERM is as Ctrl-C. JSON on stdout stays alone there.
"$hardware" hardware-traced --seconds 60 --json - >"$directory/out" 2>"$directory/err" &
job=$!
sleep 1
kill -TERM $job
wait $job 2>/dev/null
[[ $? == 3 && $(head -c1 "$directory/out") == '{' ]] || complain "SIGTERM: $(cat "$directory/out" "$directory/err")"

exit "$failed"
