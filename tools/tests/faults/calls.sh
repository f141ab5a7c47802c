#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# calls.sh RQCHECK LIBRARY: one call of a function fails, each in its turn: of memory, files and processes. Whatever
# fails, the command ends, with a documented exit code, leaves no process, and claims no more than it has searched. The
# state folder stays good: the same command goes on there to the exact results.
set -u
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../../dev/testing/checks.sh"
ln -s "$(realpath "$1")" "$directory/calls-rqcheck"
rqcheck=$directory/calls-rqcheck
library=$(realpath "$2")
export NO_COLOR=1
cd "$directory" || exit 1

search=(run nmi-queue-interrupt --cpus 3 --revision initial -j 2)
without_seconds() { sed -E 's/[0-9.]+ s;/S;/; s/"seconds": [0-9.e-]+/S/'; }
"$rqcheck" "${search[@]}" --json right.json | without_seconds >right
without_seconds <right.json >right.json.plain
[[ $(wc -l <right) -gt 50 ]] || complain "the search without faults: $(cat right)"

tried=0
# one FUNCTION N: makes the call fail. Fails itself if there is no such call.
one() {
    local function=$1 number=$2 code
    rm -rf state failed out.json
    timeout -s KILL 60 env "LD_PRELOAD=$library" "RQCHECK_FAILS=$function:$number" RQCHECK_FAILED=failed \
        "$rqcheck" "${search[@]}" --state state --json out.json >out 2>err </dev/null
    code=$?
    [[ -e failed ]] || return 1
    ((++tried))
    local what="$function call $number"
    case $code in
        0) # as without faults: the search finds the hang that is on record
            without_seconds <out >plain
            cmp -s right plain || complain "$what: exits with 0 and other results: $(diff right plain | head -n 5)"
            without_seconds <out.json >plain
            cmp -s right.json.plain plain || complain "$what: another file"
            ;;
        2 | 3 | 5) [[ -s err || -s out ]] || complain "$what: exits with $code and says nothing" ;;
        *) complain "$what: exits with $code: $(tail -n 3 err)" ;;
    esac
    ! grep -q 'pass: no execution failed, in all' out || complain "$what: claims what was not searched"
    if [[ -e out.json ]]; then
        [[ $(head -c 1 out.json) == '[' && $(tail -c 2 out.json) == ']' ]] || complain "$what: half a file"
    fi
    nothing_left "$rqcheck" "behind $what"
    if [[ -d state ]]; then
        "$rqcheck" "${search[@]}" --state state 2>err | without_seconds >plain
        cmp -s right plain || complain "$what: goes on to other results: $(diff right plain | head -n 5) $(cat err)"
    fi
}

for function in write read fsync rename link fork socketpair; do
    for ((number = 1; number <= 60; ++number)); do
        one $function $number || break
    done
    ((number > 1)) || [[ $function == rename ]] || complain "$function is never called"
done
# Thousands of allocations: each of the first ones, then fewer and fewer.
number=1
while one malloc $number; do
    number=$((number + 1 + number / 4))
done
((number > 1000)) || complain "only $number allocations"
((tried > 100)) || complain "only $tried calls have failed"
echo "$tried calls have failed"
exit $failed
