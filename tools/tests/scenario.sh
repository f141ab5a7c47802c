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

# If the engine dies, the scenario's own process reports it.
"$alone" --cpus 4 --time-limit 60 >"$directory/out" 2>&1 &
search=$!
engine=
for ((i = 0; i < 100; ++i)); do
    engine=$(cat /proc/$search/task/$search/children 2>/dev/null)
    [[ -z $engine ]] || break
    sleep 0.1
done
if [[ -n $engine ]]; then
    # shellcheck disable=SC2086 # a number and a space
    kill -KILL $engine
else
    complain "no engine is a child of the scenario's process"
    kill $search
fi
wait $search
code=$?
[[ $code == 5 ]] || complain "a scenario whose engine is killed exits with $code"
grep -q "^mutual-exclusion: the engine native died of signal 9 (Killed) on mutual-exclusion at v7.3$" \
    "$directory/out" || complain "a scenario whose engine is killed says: $(cat "$directory/out")"

# As an engine the executable answers lines.
[[ $("$alone" --serve <<<'{}') == *'"error":"not a request'* ]] || complain "--serve does not serve"

((failed == 0)) && echo "all as it should be"
exit $failed
