#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# scenario.sh SCENARIO-EXECUTABLE RQCHECK-NATIVE: the executable of mutual-exclusion must run it alone, in any folder.
# Its search is still a process of its own. If another engine is named, that engine runs.
set -u
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"
unset RQCHECK_ENGINE_NATIVE RQCHECK_ENGINE_RELACY
export NO_COLOR=1

alone=$directory/room/mutual-exclusion
mkdir "$directory/room"
cp "$1" "$alone"

# expect CODE TEXT COMMAND...: expects this exit code, and TEXT in the output.
expect() {
    local code=$1 text=$2 got
    shift 2
    "$@" >"$directory/out" 2>&1
    got=$?
    [[ $got == "$code" ]] || complain "$* exits with $got, not $code: $(tail -n 3 "$directory/out")"
    grep -qF -- "$text" "$directory/out" || complain "$* does not say '$text': $(tail -n 3 "$directory/out")"
}

expect 0 "mutual-exclusion on v7.3: pass, as expected" "$alone"
expect 0 "engine     native; full search" "$alone" -j 2
expect 2 "cannot find the engine relacy: rqcheck-relacy is neither in $directory/room nor in" "$alone" --engine relacy
expect 2 "RQCHECK_ENGINE_NATIVE names '/nowhere', which is no executable" env RQCHECK_ENGINE_NATIVE=/nowhere "$alone"
expect 0 "pass, as expected" env RQCHECK_ENGINE_NATIVE="$2" "$alone"

# child_of PID: prints the number of a worker.
child_of() {
    local child=
    for ((i = 0; i < 100; ++i)); do
        child=$(cat "/proc/$1/task/$1/children" 2>/dev/null)
        [[ -z $child ]] || break
        sleep 0.1
    done
    echo "${child%% *}"
}

# If a worker dies, another one does its work again, and the scenario says so.
"$alone" --cpus 4 --executions 500000 --accept-bounded >"$directory/out" 2>&1 &
search=$!
kill -KILL "$(child_of $search)" || complain "no worker is a child of the scenario's process"
wait $search
code=$?
[[ $code == 0 ]] || complain "a scenario of which a worker is killed exits with $code"
grep -q "^rqcheck: the engine native died of signal 9 (Killed) on mutual-exclusion at v7.3.*; its work was done again$" \
    "$directory/out" || complain "a scenario of which a worker is killed says: $(cat "$directory/out")"
grep -q 'searched   500000 executions' "$directory/out" || complain "the work of the worker is lost"

# No worker outlives the scenario's process.
"$alone" --cpus 4 >"$directory/out" 2>&1 &
search=$!
worker=$(child_of $search)
kill -KILL $search
wait $search 2>/dev/null
for ((i = 0; i < 30; ++i)); do
    [[ -e /proc/$worker ]] || break
    sleep 0.1
done
[[ ! -e /proc/$worker ]] || complain "a worker outlives the scenario's process"

((failed == 0)) && echo "all as it should be"
exit $failed
