#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# steps.sh SOURCE: the table of tools/dev/steps.sh must have every step and its result, and CTest's closing
# lines must be the last. A step that failed before them must not be lost. Also tests what tools/test says when
# it is used wrongly.
set -u
source=$1
failed_checks=0

complain() {
    echo "FAILED: $*"
    failed_checks=1
}

# Runs steps in a shell of its own, like a script that sources the file.
steps() {
    NO_COLOR=1 bash -c '. "$0"/tools/dev/steps.sh; '"$1" "$source" 2>&1
}

passing='echo "1/1 Test #1: a ... Passed"; echo; echo "100% tests passed, 0 tests failed out of 1"; echo; echo "Total Test time (real) = 0.01 sec"'
failing='echo "1/1 Test #1: a ... Failed"; echo; echo "0% tests passed, 1 tests failed out of 1"; echo "Errors while running CTest" >&2; exit 8'

# Seconds are not compared: each is 0 or, on a slow machine, a little more.
output=$(steps "step first true; step second false; last_step tests bash -c '$passing'; echo \"code \$?\"")
expected="== first
-- first: ok, N s
== second
-- second: FAILED, N s
== tests
1/1 Test #1: a ... Passed

== steps, wall seconds
     N  ok      first
     N  FAILED  second
     N  ok      tests
     N  FAILED  all steps

100% tests passed, 0 tests failed out of 1

Total Test time (real) = 0.01 sec
code 1"
[[ $(sed -E 's/^( +)[0-9]+(  (ok|FAILED) )/\1N\2/; s/, [0-9]+ s$/, N s/' <<<"$output") == "$expected" ]] || complain "steps print
$output"

output=$(steps "step first true; last_step tests bash -c '$passing'; echo \"code \$?\"")
[[ $output == *"  ok      all steps"*"code 0" ]] || complain "steps that all pass print
$output"
output=$(steps "last_step tests bash -c '$failing'; echo \"code \$?, \${failed[*]}\"")
[[ $output == *"  FAILED  all steps"*"0% tests passed"*"Errors while running CTest"*"code 1, tests" ]] ||
    complain "a last step that fails prints
$output"
output=$(steps "last_step tests bash -c 'kill -9 \$\$'; echo \"code \$?\"")
[[ $output == *"  FAILED  tests"*"code 1" ]] || complain "a last step that dies prints
$output"

output=$("$source"/tools/test --nigthly 2>&1)
code=$?
[[ $code == 2 && $output == "tools/test: unknown argument '--nigthly', the options are --nightly and --kernel" ]] ||
    complain "an unknown option exits with $code and prints: $output"
output=$("$source"/tools/test --nightly more 2>&1)
code=$?
[[ $code == 2 && $output == "tools/test: unknown argument 'more', the options are --nightly and --kernel" ]] ||
    complain "a word too many exits with $code and prints: $output"
output=$("$source"/tools/test --help 2>&1)
code=$?
[[ $code == 0 && $output == "usage: tools/test "* ]] || complain "--help exits with $code and prints: $output"

exit $failed_checks
