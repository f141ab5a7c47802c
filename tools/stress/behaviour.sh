#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# behaviour.sh RQSTRESS: exit codes, errors, a run that hangs, the files that it writes.
set -u
rqstress=$1
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
failed=0

# expect CODE TEXT ARGUMENT...: this exit code, and a line with TEXT on stdout or stderr.
expect() {
    local code=$1 text=$2 actual
    shift 2
    "$rqstress" "$@" >"$directory/out" 2>&1 </dev/null
    actual=$?
    if [[ $actual != "$code" ]] || ! grep -qF -- "$text" "$directory/out"; then
        echo "FAILED: rqstress $* exits with $actual, wanted $code and '$text':"
        cat "$directory/out"
        failed=1
    fi
}

expect 2 "unknown mode 'abab', the nearest is 'abba'" --mode abab
expect 2 "unknown revision 'queuekept', the nearest is 'queue-kept'" --revision queuekept
expect 2 "unknown NMI source 'tmer', the nearest is 'timer'" --nmi tmer
expect 2 "unknown region 'unlok', the nearest is 'unlock'" --require-landing unlok
expect 2 "mode abbcca takes at least 3 CPUs, not 2" --mode abbcca --cpus 2
expect 2 "--cpus takes a whole number from 1 to 64, not '65'" --cpus 65
expect 2 "--seconds takes a number of seconds above 0, not '0'" --seconds 0
expect 2 "cannot write '/nowhere/plot'" --plot /nowhere/plot

# A criterion that cannot be met: no attempt waits on one CPU.
expect 1 "FAIL: no NMI landed in: slowpath" --mode aa --cpus 1 --seconds 0.2 --aimed 8
expect 1 "ms, more than 1 ms" --mode aa --cpus 8 --seconds 1 --section 2000 --longest-wait 1 --require-landing none

# Finding F1: on the initial revision an NMI waits behind the node that it interrupted. The watchdog says where.
expect 1 "FAIL: an attempt did not return within 3 s" --revision initial --mode aa --cpus 6 --seconds 60 \
    --watchdog 3 --section 100 --json "$directory/hang.json" --plot "$directory/hang.gnuplot"
for text in 'hung:' 'lock A: 0x' 'held-locks table' 'node 0: locked 0'; do
    grep -qF "$text" "$directory/out" || { echo "FAILED: the report of the hang has no '$text'"; failed=1; }
done
grep -q '"passed": false' "$directory/hang.json" || { echo "FAILED: no JSON of the hang"; failed=1; }
grep -q '^plot ' "$directory/hang.gnuplot" || { echo "FAILED: no plot of the hang"; failed=1; }
if command -v gnuplot >/dev/null; then
    gnuplot "$directory/hang.gnuplot" 2>&1 | grep -q '</svg>' || { echo "FAILED: gnuplot does not draw it"; failed=1; }
fi

exit $failed
