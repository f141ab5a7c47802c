#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ci_files.sh RQCHECK: the files that CI systems take, of every command that searches, on the native engine.
set -u
rqcheck=$1
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"
expect() { expect_of "$rqcheck" "$@"; }

# F2 and F4: SARIF points at the wait that never ends, and the result is suppressed, as it is on record.
expect 0 "" run abba-third nmi-pending-undo --revision v7.1 --sarif "$directory/run.sarif"
wait_line=$(grep -n 'return P::await(' "$(dirname "$0")/../../lock/slowpath.hpp" | tail -n 1 | cut -d: -f1)
[[ $(grep -c "\"startLine\": $wait_line\$" "$directory/run.sarif") -ge 2 ]] || complain "SARIF does not point at the wait"
grep -q 'CPU 0 waits for ever at head.pass_await_next, slowpath.hpp:' "$directory/run.sarif" ||
    complain "SARIF does not say which CPU waits"
grep -q '"justification": "F2, docs/findings.md: ' "$directory/run.sarif" || complain "F2 is not suppressed in SARIF"
grep -q '"justification": "F4, docs/findings.md: ' "$directory/run.sarif" || complain "F4 is not suppressed in SARIF"

# A check that does not hold: the files say which one, and SARIF points at it.
expect 1 "check: no update of the count is lost  /* does not hold */" run section-order --revision v7.3 \
    --weaken unlock.release --sarif "$directory/check.sarif" --junit "$directory/check.xml"
check_line=$(grep -n 'cpu.check(' "$(dirname "$0")/../../scenarios/section-order.cpp" | cut -d: -f1)
grep -q "\"startLine\": $check_line\$" "$directory/check.sarif" || complain "SARIF does not point at the check"
for file in check.sarif check.xml; do
    grep -q "section-order.cpp:$check_line: does not hold: no update of the count is lost" "$directory/$file" ||
        complain "$file does not say which check does not hold"
done

# A distinct failure that the baseline does not have is worse, also if another one of its kind is there.
expect 0 "" run abba-third --revision v7.1 --write-baseline "$directory/run.json"
expect 0 "0 worse" run abba-third --revision v7.1 --baseline "$directory/run.json"
sed -i 's/stuck: [^"]*/stuck: somewhere else/' "$directory/run.json"
expect 1 "stuck: head.pass_await_next in the task is new" run abba-third --revision v7.1 --baseline "$directory/run.json"
says "stuck: somewhere else is gone"

# Beside a baseline, JUnit and SARIF say what the exit code says.
program=(run --program 'A(A B) | B(A)' --revision v7.1)
expect 1 "" "${program[@]}" --write-baseline "$directory/program.json" --junit "$directory/fails.xml"
grep -q '<failure type="FAIL stuck" message=".*CPU [0-9] waits for ever at head.pass_await_next' "$directory/fails.xml" ||
    complain "JUnit's message does not say where it hangs"
expect 0 "0 worse" "${program[@]}" --baseline "$directory/program.json" --junit "$directory/same.xml" --sarif "$directory/same.sarif"
grep -q 'failures="0"' "$directory/same.xml" || complain "JUnit fails on what the baseline has"
grep -q 'no worse than the baseline' "$directory/same.xml" || complain "JUnit does not name the baseline"
grep -q '"justification": "the baseline .* has it"' "$directory/same.sarif" || complain "SARIF does not name the baseline"
[[ $(grep -c '"ruleId"' "$directory/same.sarif") == $(grep -c '"suppressions"' "$directory/same.sarif") ]] ||
    complain "SARIF has an error that the baseline has"
expect 0 "" run abba-third --revision v7.1 --junit "$directory/expected.xml" --json "$directory/expected.json"
grep -q 'CPU 0 waits for ever at head.pass_await_next' "$directory/expected.xml" || complain "JUnit does not show an expected hang"
grep -q 'finding F2' "$directory/expected.xml" || complain "JUnit does not name the finding"
grep -q '"CPU 0 waits for ever at head.pass_await_next' "$directory/expected.json" || complain "JSON has no hangs"

# Damaged baselines are refused with the reason, and no command crashes.
expect 0 "" run abba --revision v7.3 --write-baseline "$directory/whole.json"
damaged() {
    sed "$1" "$directory/whole.json" >"$directory/damaged.json"
    expect 2 "$2" run abba --revision v7.3 --baseline "$directory/damaged.json"
}
damaged 's/"version": 1/"version": 9/' "it has version 9, and this rqcheck reads version 1"
damaged 's/"settings":{[^}]*}}/"settings":7/' "the settings of a verdict are no object"
damaged 's/"worst_wait_ms":1/"worst_wait_ms":-1/' "no whole number of milliseconds"
damaged 's/"worst_wait_ms":1/"worst":1/' "a verdict has no 'worst_wait_ms'"
damaged 's/"failures"/"Failures"/' "a verdict has no 'failures'"
damaged '2{h;s/$/,/;p;g}' "it has two verdicts of abba/2 on v7.3"
damaged '3d' "it is no JSON, or ends too early"
expect 2 "--json and --junit name the same file" run abba --json "$directory/same" --junit "$directory/./same"
echo 'A nmi A | A' | "$rqcheck" run --program - --revision v7.3 >"$directory/out" 2>&1
says "program    A nmi A | A"

# A search that is stopped leaves the baseline alone, and its other files say so.
cp "$directory/whole.json" "$directory/kept.json"
timeout --preserve-status --signal=INT 2 "$rqcheck" run mutual-exclusion nmi-busy --cpus 4 --revision v7.3 --executions 0 \
    --write-baseline "$directory/kept.json" --junit "$directory/cut.xml" --sarif "$directory/cut.sarif" >"$directory/out" 2>&1
says "no baseline is written, because not all was run to its end"
cmp "$directory/whole.json" "$directory/kept.json" || complain "a stopped search changes the baseline"
grep -q 'not run: stopped before it' "$directory/cut.xml" || complain "JUnit leaves out what was not run"
grep -q '"executionSuccessful": false' "$directory/cut.sarif" || complain "SARIF does not say that it was stopped"

# A hunt: each distinct failure is a case, a result and an entry of the baseline.
hunted=(hunt --revision v6.19 --lock paravirt --ops 2)
expect 1 "" "${hunted[@]}" --junit "$directory/hunt.xml" --sarif "$directory/hunt.sarif" --write-baseline "$directory/hunt.json"
grep -q '<failure type="FAIL leak"' "$directory/hunt.xml" || complain "JUnit has no case for a failure of a hunt"
grep -q '"ruleId": "leak"' "$directory/hunt.sarif" || complain "SARIF has no result for a failure of a hunt"
expect 0 "0 worse" "${hunted[@]}" --baseline "$directory/hunt.json"
expect 2 "ops is 2 there, and 3 here" hunt --revision v6.19 --lock paravirt --ops 3 --baseline "$directory/hunt.json"
sed -i 's/"failures":\[[^]]*\]/"failures":[]/' "$directory/hunt.json"
expect 1 "leak" "${hunted[@]}" --baseline "$directory/hunt.json"
says "is new"

# Engines that are compared, and what searches reach.
expect 0 "" compare nmi-lock-entry --revision v6.19 --junit "$directory/compare.xml" --write-baseline "$directory/compare.json"
grep -q '<testcase classname="nmi-lock-entry/2" name="v6.19"' "$directory/compare.xml" || complain "JUnit has no comparison"
expect 0 "0 worse" compare nmi-lock-entry --revision v6.19 --baseline "$directory/compare.json"
expect 0 "" coverage nmi-busy --revision v7.3 --junit "$directory/coverage.xml" --write-baseline "$directory/coverage.json"
grep -q 'classname="coverage" name="site head.wait"' "$directory/coverage.xml" || complain "JUnit has no site"
expect 0 "0 worse" coverage nmi-busy --revision v7.3 --baseline "$directory/coverage.json"
sed -i 's/"site head.wait"/"site head.wait","site of another search"/' "$directory/coverage.json"
expect 1 "site of another search is not reached any more" coverage nmi-busy --revision v7.3 --baseline "$directory/coverage.json"

exit $failed
