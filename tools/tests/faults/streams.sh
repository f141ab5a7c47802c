#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# streams.sh FOLDER: the programs in this folder must end in order where stdin, stdout or stderr is closed, full, or a
# pipe without a reader. In order means: with a documented exit code, never with a signal, and with one line on stderr
# if the output is lost.
set -u
tools=$(realpath "$1")
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../../dev/testing/checks.sh"
cd "$directory" || exit 1
export NO_COLOR=1

# Files to read, and the names of what is run: a quick search of every kind.
"$tools/rqcheck" run nmi-queue-interrupt --revision initial --trace-json trace.json >/dev/null 2>&1 </dev/null
[[ -s trace.json ]] || complain "no trace is written"
cat >counter.c <<'END'
void program_task(unsigned int cpu) { (void)cpu; }
END

few="--executions 20 --accept-bounded"
mapfile -t commands <<END
rqcheck list
rqcheck list --revisions
rqcheck list --json
rqcheck list --names
rqcheck explain abba
rqcheck completion bash
rqcheck doctor
rqcheck help
rqcheck run --help
rqcheck --version
rqcheck run mutual-exclusion $few
rqcheck run mutual-exclusion $few --json -
rqcheck run mutual-exclusion --engine relacy $few
rqcheck run --program 'A | A' $few
rqcheck matrix mutual-exclusion --revision v7.3 $few
rqcheck matrix mutual-exclusion --revision v7.3 $few --markdown -
rqcheck coverage mutual-exclusion --revision v7.3 $few
rqcheck compare mutual-exclusion --revision v7.3 --native-executions 20 $few
rqcheck diff v7.2 v7.3 mutual-exclusion --executions 20
rqcheck hunt --cpus 1 --locks 1 --ops 2 --nmis 0 --programs 2 --accept-bounded
rqcheck run nmi-queue-interrupt --revision initial
rqcheck replay trace.json
rqcheck replay trace.json --trace-json -
rqcheck convert trace.json
rqcheck convert trace.json --to dot
rqcheck convert trace.json --to perfetto
rqcheck convert trace.json --to shiviz
rqcheck affected F9
rqcheck conform .
rqcheck try none.hpp
rqcheck new other --directory .
rqcheck no-command
rqcheck run no-scenario
rqcheck-c counter.c
rqcheck-c --help
rqcheck-hardware --list
rqcheck-hardware mutual-exclusion --seconds 0.1 --cpus 1
rqcheck-hardware mutual-exclusion --seconds 0.1 --cpus 1 --json -
rqstress --seconds 0.1 --cpus 1 --nmi none --require-landing none
rqstress --help
END

# ends HOW CODE COMMAND: the command has ended in this way, with this exit code.
ends() {
    local how=$1 code=$2 command=$3
    ((code <= 5)) || complain "$command $how: ends with $code: $(cat err 2>/dev/null)"
    [[ ! -e err ]] || ! grep -qE 'terminate called|Assertion|AddressSanitizer|runtime error' err ||
        complain "$command $how: $(cat err)"
}

# says_so HOW CODE COMMAND: the command had something to print, and says in one line that it could not.
says_so() {
    local how=$1 code=$2 command=$3
    ends "$how" "$code" "$command"
    ((code == 2 || code == 5)) || complain "$command $how: exits with $code although its output is lost"
    [[ $(grep -c 'cannot write' err) == 1 || $usual != 0 ]] || complain "$command $how: says $(cat err)"
}

for command in "${commands[@]}"; do
    program=${command%% *}
    [[ -x $tools/$program ]] || continue
    run() { rm -f other.cpp; eval "\"\$tools/$program\" ${command#* }"; }
    run >/dev/null 2>&1 </dev/null
    usual=$?
    ends "as usual" $usual "$command"
    # What fails before it prints has one line on stderr for another reason.
    run >&- 2>err </dev/null
    says_so "with stdout closed" $? "$command"
    run >/dev/full 2>err </dev/null
    says_so "with stdout full" $? "$command"
    run 2>err </dev/null | true
    ends "into a pipe without a reader" "${PIPESTATUS[0]}" "$command"
    run >out 2>&- </dev/null
    code=$?
    ends "with stderr closed" $code "$command"
    [[ $code == "$usual" ]] || complain "$command with stderr closed: exits with $code, not $usual"
    run >out 2>/dev/full </dev/null
    code=$?
    ends "with stderr full" $code "$command"
    [[ $code == "$usual" ]] || complain "$command with stderr full: exits with $code, not $usual"
    run >out 2>err <&-
    code=$?
    ends "with stdin closed" $code "$command"
    [[ $code == "$usual" ]] || complain "$command with stdin closed: exits with $code, not $usual"
    run >&- 2>&- <&-
    ends "with all closed" $? "$command"
done

# A pipe whose reader has surely ended, as that of `head -1`.
{
    sleep 0.5
    "$tools/rqcheck" list
    echo $? >code
} 2>err | true
[[ $(cat code) == 5 ]] || complain "rqcheck list into a pipe without a reader: exits with $(cat code)"
grep -q 'cannot write to stdout: Broken pipe' err || complain "rqcheck list into a pipe without a reader: says $(cat err)"

# A file never becomes stdout or stderr, and nothing but its own text is in it.
for closed in '<&-' '>&-' '2>&-' '<&- >&- 2>&-'; do
    rm -f result.json
    eval "\"\$tools/rqcheck\" run mutual-exclusion $few --json result.json $closed" >/dev/null 2>&1
    python3 -m json.tool result.json >/dev/null 2>&1 || [[ $closed == *'>&-'* && ! -e result.json ]] ||
        complain "with $closed the JSON file has other text in it: $(head -c 300 result.json)"
done

# stdin as input: closed, and a folder.
for command in 'convert -' 'replay -' 'run --program -' 'run abba --baseline -'; do
    # shellcheck disable=SC2086  # words
    "$tools/rqcheck" $command >out 2>err <&-
    code=$?
    [[ $code == 2 && $(wc -l <err) == 1 ]] || complain "$command with stdin closed: $code, $(cat err)"
    # shellcheck disable=SC2086
    "$tools/rqcheck" $command >out 2>err </
    code=$?
    [[ $code == 2 && $(wc -l <err) == 1 ]] || complain "$command of a folder: $code, $(cat err)"
done
exit $failed
