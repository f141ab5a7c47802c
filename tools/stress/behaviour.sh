#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# behaviour.sh RQSTRESS: tests exit codes, errors, a run that hangs, and the files that rqstress writes.
set -u
rqstress=$1
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

exit "$failed"
