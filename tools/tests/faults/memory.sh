#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# memory.sh RQCHECK NATIVE: rqcheck and its engine with a limit of addresses, from one in which nothing can run to one
# that is never reached. Each of them ends with its usual result, or with a line that says that memory is missing.
set -u
rqcheck=$1 native=$2
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../../dev/testing/checks.sh"
export NO_COLOR=1
cd "$directory" || exit 1

"$rqcheck" run nmi-queue-interrupt --revision initial --trace-json trace.json >/dev/null </dev/null
token=$(grep -o 'rq2\.[^"]*' trace.json | head -1)

# in_order LIMIT-IN-KIB COMMAND...: the command fails only for lack of memory, and says so in a line.
in_order() {
    local limit=$1 code
    shift
    (ulimit -v "$limit" && exec timeout 60 "$@") >out 2>err </dev/null
    code=$?
    # A program that the dynamic linker cannot load is none of ours.
    [[ $code != 127 ]] || ! grep -q 'error while loading shared libraries' err || return 0
    case $code in
        0) ;;
        1) [[ $* == *' run '* ]] || complain "$limit KiB, $*: exits with 1" ;;
        5) grep -qE 'out of memory|no memory|Cannot allocate memory' err || complain "$limit KiB, $*: says $(cat err)" ;;
        *) complain "$limit KiB, $*: exits with $code: $(cat err)" ;;
    esac
    [[ $code == 0 || $code == 1 || $(wc -l <err) == 1 ]] || complain "$limit KiB, $*: does not say one line: $(cat err)"
}

mib=1024
for limit in 20 30 40 50 60 80 100 120 150 200 300 500 1000 2000 3000 4000 4100 4200 4300 5000 6144; do
    in_order $((limit * mib)) "$native" --replay "$token"
    in_order $((limit * mib)) "$rqcheck" replay trace.json
    in_order $((limit * mib)) "$rqcheck" run nmi-queue-interrupt --revision initial
    in_order $((limit * mib)) "$rqcheck" run mutual-exclusion --cpus 3 -j 2
done
in_order $((100 * mib)) "$native" --replay "$token"
[[ ! -s err ]] || complain "100 MiB are not enough for a replay: $(cat err)"
exit $failed
