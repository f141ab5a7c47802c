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

# A distinct failure that the baseline does not have is worse, also if another one of its kind is there.
expect 0 "" run abba-third --revision v7.1 --write-baseline "$directory/run.json"
expect 0 "0 worse" run abba-third --revision v7.1 --baseline "$directory/run.json"
sed -i 's/stuck: [^"]*/stuck: somewhere else/' "$directory/run.json"
expect 1 "stuck: head.pass_await_next in the task is new" run abba-third --revision v7.1 --baseline "$directory/run.json"
says "stuck: somewhere else is gone"

# A hunt: each distinct failure is a case, a result and an entry of the baseline.
hunted=(hunt --revision v6.19 --lock paravirt --ops 2)
expect 1 "" "${hunted[@]}" --junit "$directory/hunt.xml" --sarif "$directory/hunt.sarif" --write-baseline "$directory/hunt.json"
grep -q '<failure type="FAIL leak"' "$directory/hunt.xml" || complain "JUnit has no case for a failure of a hunt"
grep -q '"ruleId": "leak"' "$directory/hunt.sarif" || complain "SARIF has no result for a failure of a hunt"
expect 0 "0 worse" "${hunted[@]}" --baseline "$directory/hunt.json"
expect 2 "ops is 2 there, and 3 here" hunt --revision v6.19 --lock paravirt --ops 3 --baseline "$directory/hunt.json"
sed -i 's/"failures":\[[^]]*\],//' "$directory/hunt.json"
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
