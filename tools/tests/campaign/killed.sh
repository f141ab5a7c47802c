#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# killed.sh RQCHECK: a search of four CPUs that is killed ten times, at random moments, each time with all of its
# workers. It goes on from its state folder, and ends with exactly the counts and the trace of a search that nothing
# disturbed. The same with stop signals, with two processes on one folder, and with a hunt.
set -um # -m: background jobs keep SIGINT
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../../dev/testing/checks.sh"
# The name differs from those of tests that run at the same time.
ln -s "$(realpath "$1")" "$directory/killed-rqcheck"
rqcheck=$directory/killed-rqcheck
export NO_COLOR=1

search=(run mutual-exclusion --cpus 4 --revision v7.3 --trace-outcome "cpu0 A=ok cpu1 A=ok cpu2 A=ok cpu3 A=ok")
without_seconds() { sed -E 's/[0-9.]+ s;/S;/'; }
# no_worker WHEN: expects that no process of rqcheck is left.
no_worker() { nothing_left "$rqcheck" "$1"; }
# same WHAT FOLDER: expects the results of the undisturbed search from this folder.
same() {
    "$rqcheck" "${search[@]}" -j 2 --state "$2" 2>"$directory/err" | without_seconds >"$directory/resumed"
    cmp "$directory/undisturbed" "$directory/resumed" || complain "$1: $(diff "$directory/undisturbed" "$directory/resumed")"
    [[ ! -s $directory/err ]] || complain "$1 says: $(cat "$directory/err")"
}

"$rqcheck" "${search[@]}" | without_seconds >"$directory/undisturbed"
grep -q '4389096 executions' "$directory/undisturbed" || complain "the undisturbed search: $(cat "$directory/undisturbed")"
grep -q 'rqcheck replay rq2' "$directory/undisturbed" || complain "the undisturbed search has no trace"

state=$directory/state
before=0
for ((i = 1; i <= 10; ++i)); do
    "$rqcheck" "${search[@]}" -j 2 --state "$state" >/dev/null 2>&1 &
    sleep "0.$((RANDOM % 60 + 20))"
    kill -KILL $! || complain "the search ended before it was killed for the $i. time"
    wait $! 2>/dev/null
    no_worker "behind the kill number $i"
    done_units=$(find "$state/done" -type f ! -name '.*' | wc -l)
    ((done_units >= before)) || complain "kill number $i takes results away: $before, then $done_units"
    before=$done_units
done
((before > 10)) || complain "only $before units are kept"
"$rqcheck" "${search[@]}" --state "$state" --no-work >"$directory/out" 2>&1
[[ $? == 3 ]] || complain "--no-work does not say that the search is not complete"
grep -q 'units of the campaign are left to explore' "$directory/out" || complain "--no-work shows: $(cat "$directory/out")"
same "after ten kills" "$state"
[[ -z $(ls "$state/reservations") ]] || complain "reservations are left: $(ls "$state/reservations")"
[[ -z $(find "$state" -name '.*' -type f) ]] || complain "unfinished files are left"

# A search whose work is all there makes none.
SECONDS=0
same "a second time" "$state"
((SECONDS <= 3)) || complain "a search that is complete takes $SECONDS s"

# Results that are damaged are put aside, and made again.
damaged=$(find "$state/done" -type f | sort | head -n 3 | tail -n 1)
head -c 300 "$damaged" >"$damaged.cut" && mv "$damaged.cut" "$damaged"
"$rqcheck" "${search[@]}" --state "$state" 2>"$directory/err" | without_seconds >"$directory/resumed"
cmp "$directory/undisturbed" "$directory/resumed" || complain "a damaged file changes the results"
grep -q 'is damaged: its unit is explored again' "$directory/err" || complain "a damaged file: $(cat "$directory/err")"

# Other commands and other builds have no place in the folder.
expect_of "$rqcheck" 2 "the folder has another campaign, 'rqcheck run mutual-exclusion" run abba --state "$state"
cp -r "$state" "$directory/foreign"
sed -i -E 's/("build": ")../\100/' "$directory/foreign/campaign.json"
expect_of "$rqcheck" 2 "of another build of rqcheck" "${search[@]}" --state "$directory/foreign"
expect_of "$rqcheck" 2 "of another build of rqcheck" work "$directory/foreign"
expect_of "$rqcheck" 2 "has no campaign" work "$directory"
expect_of "$rqcheck" 2 "--no-work is for a state folder" run abba --no-work

# Signals end a search in order, with all files written, and it goes on.
for signal in INT TERM HUP; do
    state=$directory/state-$signal
    "$rqcheck" "${search[@]}" -j 2 --state "$state" --json "$directory/$signal.json" >"$directory/out" 2>&1 &
    sleep 1
    kill -$signal $!
    wait $!
    [[ $? == 3 ]] || complain "SIG$signal does not end a campaign with 3: $(cat "$directory/out")"
    grep -q 'stopped by a signal' "$directory/out" || complain "after SIG$signal: $(cat "$directory/out")"
    grep -q '"end": "stopped"' "$directory/$signal.json" || complain "SIG$signal leaves no file"
    no_worker "behind SIG$signal"
    [[ $signal != TERM ]] || same "after SIG$signal" "$state"
done
expect_of "$rqcheck" 3 "stopped at the time limit of 1 s" "${search[@]}" --time-limit 1 --state "$directory/state-INT"
same "after a time limit" "$directory/state-INT"

# Two processes on one folder, one of which is killed.
state=$directory/shared
"$rqcheck" "${search[@]}" --state "$state" --no-work >/dev/null 2>&1
"$rqcheck" work "$state" >"$directory/work" 2>&1 &
worker=$!
"$rqcheck" work "$state" >/dev/null 2>&1 &
sleep 1.5
kill -KILL $!
wait $! 2>/dev/null
wait $worker || complain "work ends with an error: $(cat "$directory/work")"
grep -q "nothing is left to explore, 'rqcheck run mutual-exclusion" "$directory/work" || complain "work says $(cat "$directory/work")"
SECONDS=0
same "with two processes" "$state"
((SECONDS <= 3)) || complain "work has left work"
no_worker "behind two processes"

# A hunt goes on, too.
hunt=(hunt --ops 3 --programs 40 --executions 300 --trace)
"$rqcheck" "${hunt[@]}" >"$directory/hunt"
code=$?
for pause in 0.3 0.4; do
    "$rqcheck" "${hunt[@]}" -j 2 --state "$directory/state-hunt" >/dev/null 2>&1 &
    sleep $pause
    kill -KILL $! 2>/dev/null
    wait $! 2>/dev/null
done
"$rqcheck" "${hunt[@]}" -j 2 --state "$directory/state-hunt" >"$directory/hunt-resumed"
[[ $? == "$code" ]] || complain "a hunt that goes on has another exit code than $code"
cmp "$directory/hunt" "$directory/hunt-resumed" || complain "a hunt that goes on has other results"
# What is explored already takes no stack: there may be many thousands of programs.
(ulimit -s 1024 && exec "$rqcheck" "${hunt[@]}" --state "$directory/state-hunt") >"$directory/hunt-shown"
cmp "$directory/hunt" "$directory/hunt-shown" || complain "a hunt that is complete is shown with other results"

# What is no file is said in a line, and never waited for. A reservation of the future is none.
unit=$(find "$directory/state-hunt/done" -type f -printf '%f\n' | sort | tail -n 1)
rm "$directory/state-hunt/done/$unit"
echo elsewhere-1-1 >"$directory/state-hunt/reservations/$unit"
touch --date=2100-01-01 "$directory/state-hunt/reservations/$unit"
timeout 30 "$rqcheck" "${hunt[@]}" --state "$directory/state-hunt" >"$directory/hunt-shown"
cmp "$directory/hunt" "$directory/hunt-shown" || complain "a reservation of the future holds a hunt up"
rm "$directory/state-hunt/done/$unit"
mkfifo "$directory/state-hunt/done/$unit"
timeout 30 "$rqcheck" "${hunt[@]}" --state "$directory/state-hunt" >/dev/null 2>"$directory/err"
[[ $? == 5 ]] || complain "a pipe in place of a file does not end with exit code 5"
grep -q "cannot read '.*$unit': it is no file\$" "$directory/err" || complain "a pipe in place of a file: $(cat "$directory/err")"
no_worker "in the end"
exit $failed
