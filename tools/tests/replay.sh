#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# replay.sh RQCHECK RQCHECK-NATIVE [GDB]: `replay` must show what `run` shows, word for word. Also tests tokens that
# are damaged or come from other sources, and stops at a site, in gdb too if there is one.
set -u
rqcheck=$1
native=$2
gdb=${3:-}
export RQCHECK_ENGINE_NATIVE=$native NO_COLOR=1
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

# refused TEXT ARGUMENT...: expects that replay exits with 2 and prints one line with this text.
refused() {
    local text=$1 code
    shift
    "$rqcheck" replay "$@" >"$directory/out" 2>"$directory/err" </dev/null
    code=$?
    [[ $code == 2 ]] || complain "replay $* exits with $code: $(cat "$directory/err")"
    [[ $(wc -l <"$directory/err") == 1 ]] || complain "replay $* does not say one line: $(cat "$directory/err")"
    grep -qF -- "$text" "$directory/err" || complain "replay $* says: $(cat "$directory/err")"
    [[ ! -s $directory/out ]] || complain "replay $* prints: $(cat "$directory/out")"
}

"$rqcheck" run nmi-lock-entry --revision queue-kept --cpus 1 --trace --trace-json "$directory/trace.json" \
    >"$directory/run" || complain "run exits with $?"
token=$(sed -n 's/^ *rqcheck replay //p' "$directory/run" | head -1)
[[ $token == rq2.nmi-lock-entry.queue-kept.1.* ]] || complain "run shows the token '$token'"
other=$("$rqcheck" run nmi-unlock-order --revision nmi-queue --cpus 1 --trace | sed -n 's/^ *rqcheck replay //p' | head -1)

# Shows the same words, from the token, from files, and through a mail that wraps lines.
sed -n "/^  first /,\$p" "$directory/run" >"$directory/expected"
printf '%s\n' "$token" | fold -w 20 >"$directory/token"
for from in "$token" "$directory/token" "$directory/trace.json"; do
    "$rqcheck" replay "$from" --trace-json "$directory/again.json" >"$directory/replayed" ||
        complain "replay $from exits with $?"
    sed -n "/^  first /,\$p" "$directory/replayed" >"$directory/actual"
    cmp "$directory/expected" "$directory/actual" || complain "replay $from shows something else"
    cmp "$directory/trace.json" "$directory/again.json" || complain "replay $from writes another trace"
done
# On another revision the failure is gone; on the revision of the token it is not gone.
"$rqcheck" replay "$token" --gone >/dev/null && complain "replay --gone exits with 0, and it is there"
"$rqcheck" replay "$token" --gone --revision aa-first >"$directory/out" || complain "replay --gone exits with $?"
grep -qF "nmi-lock-entry on aa-first: replayed, but not the same execution" "$directory/out" ||
    complain "replay --gone says: $(head -1 "$directory/out")"
refused "unknown revision 'aa-frist', the nearest is 'aa-first'" "$token" --revision aa-frist

"$native" --replay "$token" >"$directory/replayed" || complain "rqcheck-native --replay exits with $?"
grep -qF "rqcheck replay $token" "$directory/replayed" || complain "rqcheck-native shows no trace"

# Texts that are no token, or no token of this project.
changed=${token%??????}$([[ ${token: -6:1} == A ]] && echo B || echo A)${token: -5}
refused "a damaged token: its checksum does not fit" "$changed"
refused "a damaged token" "${token%?}"
refused "a token of version 1, this rqcheck reads version 2" "rq1.${token#rq2.}"
refused "is not a token, a file with one" nonsense
refused "no token: one begins with 'rq2.'" "$0"
refused "replay what?"
refused "unknown site 'queue.xchg', the nearest is 'queue.xchg_tail'" "$token" --break-at queue.xchg
refused "no CPU 'cpu7' to stop at" "$token" --break-at grab.count@cpu7
sed 's/"version": 3/"version": 7/' "$directory/trace.json" >"$directory/version.json"
refused "a trace of version 7, this rqcheck reads version 3" "$directory/version.json"
head -c 300 "$directory/trace.json" >"$directory/short.json"
refused "no rqcheck-trace file" "$directory/short.json"
# Two tokens at once, the second damaged: nothing is printed before all have been read.
refused "checksum" "$other" "$changed"

# Stops at a site, and shows the lock's state.
"$rqcheck" replay "$token" --break-at pending.wait@cpu0 >/dev/null 2>"$directory/stops" || complain "break: $?"
grep -q '^cpu0 before pending.wait' "$directory/stops" || complain "no stop: $(cat "$directory/stops")"
grep -qE '^  A +\(0,1,1\)' "$directory/stops" || complain "no state: $(cat "$directory/stops")"

# If the execution does not reach the site, nothing stops. The output says so, and the exit code is not 0.
"$rqcheck" replay "$token" --break-at tas.read >"$directory/stops"
[[ $? == 1 ]] || complain "a site that is not reached: exit code"
grep -qF 'tas.read was never reached: nothing stopped there' "$directory/stops" || complain "a site that is not reached is not named"
"$native" --replay "$token" --break-at tas.read >/dev/null 2>"$directory/stops"
[[ $? == 1 ]] || complain "rqcheck-native, a site that is not reached: exit code"
grep -qF 'tas.read was never reached' "$directory/stops" || complain "rqcheck-native: a site that is not reached is not named"

if [[ -n $gdb ]]; then
    "$gdb" -nx -batch -ex run -ex 'call (void)rqcheck_show()' -ex backtrace -ex kill \
        --args "$native" --replay "$token" --break-at pending.wait@cpu0 >"$directory/gdb" 2>&1 </dev/null
    grep -q 'SIGTRAP' "$directory/gdb" || complain "gdb does not stop: $(cat "$directory/gdb")"
    [[ $(grep -cE '^  A +\(0,1,1\)' "$directory/gdb") -ge 2 ]] || complain "gdb shows no state"
    grep -q 'rqspinlock::' "$directory/gdb" || complain "the lock is not on the stack: $(cat "$directory/gdb")"
fi
exit $failed
