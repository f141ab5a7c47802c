#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# behaviour.sh RQSTRESS VERSION: tests exit codes, errors, a run that hangs, signals, and the files that rqstress writes.
set -um  # -m: background jobs keep SIGINT
rqstress=$1 version=$2
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

expect() { expect_of "$rqstress" "$@"; }

expect 2 "unknown mode 'abab', the nearest is 'abba'" --mode abab
expect 2 "unknown revision 'queuekept', the nearest is 'queue-kept'" --revision queuekept
expect 2 "unknown NMI source 'tmer', the nearest is 'timer'" --nmi tmer
expect 2 "unknown region 'unlok', the nearest is 'unlock'" --require-landing unlok
expect 2 "mode abbcca takes at least 3 CPUs, not 2" --mode abbcca --cpus 2
expect 2 "--cpus takes a whole number from 1 to 64, not '65'" --cpus 65
expect 2 "--seconds takes a number of seconds above 0, not '0'" --seconds 0
expect 2 "cannot write '/nowhere/plot'" --plot /nowhere/plot
expect 2 "--json - and --plot -: stdout has room for one of them" --json - --plot -
expect 2 "unknown option '--secnds', the nearest is '--seconds'" --secnds 2
expect 2 "unknown option '--revison', the nearest is '--revision'" --revison=v7.3
expect 2 "unexpected argument 'abba'" abba
expect 0 "rqstress $version" --version
expect 0 "Examples:" --help

# short ARGUMENT...: a run that passes. stderr is no terminal, so no progress is on it.
short() {
    "$rqstress" --mode aa --seconds 0.3 --require-landing none "$@" >"$directory/out" 2>"$directory/err" </dev/null ||
        complain "$* exits with $?: $(cat "$directory/out" "$directory/err")"
    [[ ! -s $directory/err ]] || complain "in a pipe there is progress: $(cat "$directory/err")"
}

# What goes to stdout is alone there.
short --json -
[[ $(head -c1 "$directory/out") == '{' && $(tail -n 1 "$directory/out") == '}' ]] || complain "--json - is not JSON alone"
short --table --json -
[[ $(head -c1 "$directory/out") == '{' ]] || complain "--table --json - is not JSON alone"
short --plot -
[[ $(head -n 1 "$directory/out") == 'set terminal svg '* && $(tail -n 1 "$directory/out") == 'unset multiplot' ]] ||
    complain "--plot - is not a script alone"

# Pictures, and no gnuplot: a line, before the run.
mkdir "$directory/no-programs"
without_programs() { expect_of env "$1" "$2" PATH="$directory/no-programs" "$rqstress" "${@:3}"; }
without_programs 2 "--plot waits.png needs gnuplot, which is not installed (Debian: gnuplot-nox)" \
    --seconds 60 --plot waits.png
[[ ! -e waits.png ]] || complain "a picture without gnuplot"
if command -v gnuplot >/dev/null; then
    short --plot "$directory/waits.svg" --json "$directory/beside.json"
    says "  pass"
    grep -q '</svg>' "$directory/waits.svg" || complain "--plot draws no SVG"
    [[ -s $directory/beside.json ]] || complain "no JSON beside a picture"
    short --plot "$directory/waits.png"
    [[ $(head -c 4 "$directory/waits.png" | tail -c 3) == PNG ]] || complain "--plot draws no PNG"
    short --plot /dev/null
else
    echo "no gnuplot: no pictures are drawn"
fi

# A criterion that cannot be met: no attempt waits on one CPU.
expect 1 "FAIL: no NMI landed in: slowpath" --mode aa --cpus 1 --seconds 0.2 --aimed 8
expect 1 "ms, more than 1 ms" --mode aa --cpus 8 --seconds 1 --section 2000 --longest-wait 1 --require-landing none

# Finding F1: on the initial revision an NMI waits behind the node that it interrupted. The watchdog
# reports the place.
expect 1 "FAIL: an attempt did not return within 3 s" --revision initial --mode aa --cpus 6 --seconds 60 \
    --watchdog 3 --section 100 --json "$directory/hang.json" --plot "$directory/hang.gnuplot"
for text in 'hung:' 'lock A: 0x' 'held-locks table' 'node 0: locked 0'; do
    grep -qF "$text" "$directory/out" || complain "the report of the hang has no '$text'"
done
grep -q '"passed": false' "$directory/hang.json" || complain "no JSON of the hang"
grep -q '^plot ' "$directory/hang.gnuplot" || complain "no plot of the hang"
if command -v gnuplot >/dev/null; then
    gnuplot "$directory/hang.gnuplot" 2>&1 | grep -q '</svg>' || complain "gnuplot does not draw it"
fi

# Ctrl-C: a CPU that hangs is named, and is no failure.
stopped_of "$rqstress" 2 3 "had not returned when the run was stopped:" --revision initial --mode aa --cpus 6 \
    --seconds 60 --section 100 --json "$directory/stopped.json"
says "lock A: 0x" "stopped after 2." ", no failure until then"
! grep -q 'FAIL' "$directory/out" || complain "a stop is a failure: $(cat "$directory/out")"
grep -q '"stopped": true' "$directory/stopped.json" || complain "the JSON does not say that the run was stopped"
grep -A2 '"not_returned": {' "$directory/stopped.json" | tr -d ' \n' | grep -qE '"cpus":\[[0-9]' ||
    complain "the JSON names no CPU that had not returned"

# Laps that take a minute, and no NMI: the CPUs return after the stop, or are named.
stopped_of "$rqstress" 1 3 "stopped after 1." --mode aa --cpus 12 --nmi none --section 1000000 --seconds 60 \
    --longest-wait 1000000
# The watchdog's verdict is as before, if its time is over first.
stopped_of "$rqstress" 2 1 "FAIL: an attempt did not return within 3 s" --revision initial --mode aa --cpus 6 \
    --seconds 60 --watchdog 3 --section 100
# A run without a hang ends at once. The runs that are left are not made.
stopped_of "$rqstress" 1 3 "stopped after 1." --mode aa,abba --seconds 60 --revision fix-undone-pending
! grep -q '^abba' "$directory/out" || complain "a stop goes on with the next run"

# The second signal ends at once, without a report.
"$rqstress" --revision initial --mode aa --cpus 6 --seconds 60 --section 100 --json "$directory/second.json" \
    >"$directory/out" 2>&1 &
job=$!
sleep 1
kill -INT $job
sleep 0.5
kill -INT $job
wait $job 2>/dev/null
[[ $? == 130 && ! -s $directory/out && ! -e $directory/second.json ]] || complain "a second Ctrl-C: $(cat "$directory/out")"

exit "$failed"
