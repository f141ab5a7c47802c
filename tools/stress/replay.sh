#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# replay.sh RQSTRESS RQCHECK RQCHECK-NATIVE: forces traces of rqcheck on the hardware. Altered traces must be reported
# as such. Also tests traces that cannot be forced.
set -u
rqstress=$1
rqcheck=$2
export RQCHECK_ENGINE_NATIVE=$3 NO_COLOR=1
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

# expect CODE TEXT ARGUMENT...: expects that rqstress --replay exits with CODE, and that a line of its
# output matches TEXT.
expect() {
    local code=$1 text=$2 actual
    shift 2
    "$rqstress" --replay "$@" >"$directory/out" 2>&1 </dev/null
    actual=$?
    [[ $actual == "$code" ]] && grep -qE -- "$text" "$directory/out" && return
    complain "rqstress --replay $* exits with $actual, wanted $code and '$text':"
    cat "$directory/out"
}

# says TEXT: expects a line of the last output to match TEXT.
says() {
    grep -qE -- "$1" "$directory/out" || { complain "no '$1' in:" && cat "$directory/out"; }
}

# made NAME SCENARIO REVISION ARGUMENT...: writes the traces of a search to NAME.json.
made() {
    local name=$1 scenario=$2 revision=$3
    shift 3
    "$rqcheck" run "$scenario" --revision "$revision" --trace-json "$directory/$name.json" "$@" >/dev/null
    [[ -s $directory/$name.json ]] || complain "no trace of $scenario on $revision"
}

# altered NAME FROM TO: in the first line of a trace file that has FROM, replaces FROM by TO.
altered() {
    sed "0,/$2/s//$3/" "$directory/$1.json" >"$directory/altered.json"
    ! cmp -s "$directory/$1.json" "$directory/altered.json" || complain "nothing to alter in $1: $2"
}

made window nmi-lock-entry queue-kept
made hang nmi-queue-interrupt initial
made irq irq-nest-unmasked queue-kept
made planted mutual-exclusion aa-before-queue --weaken unlock.release

# A window: the NMI really waits until its deadline, from a file and from its token.
timeout_here='^  0 +task/nmi +A +-ETIMEDOUT \(timeout\) +-ETIMEDOUT \(timeout\) +[0-9.]+$'
expect 0 '^reproduced$' "$directory/window.json" --what timeout_missed --json "$directory/report.json"
says "$timeout_here"
wait=$(sed -n 's/^ *"wait": \([0-9]*\)$/\1/p' "$directory/report.json" | sort -n | tail -1)
[[ $wait -ge 250000000 ]] || complain "the longest wait is $wait ns"
token=$(sed -n 's/^ *"replay": "\(.*\)",$/\1/p' "$directory/window.json" | head -1)
expect 0 '^reproduced$' "$token"
says "$timeout_here"
printf '%s\n' "$token" | fold -w 30 >"$directory/token"
expect 0 '^reproduced$' "$directory/token"

# '-' is stdin, of a file as of a token. With JSON on stdout there is nothing else.
for file in window.json token; do
    "$rqstress" --replay - --json - <"$directory/$file" >"$directory/out" 2>&1 || complain "--replay - <$file exits with $?"
    [[ $(head -c1 "$directory/out") == '{' ]] || complain "--replay - --json - is not JSON alone: $(cat "$directory/out")"
    says '^ "reproduced": true,$'
done

# A hang, with the state of the lock.
expect 0 '^reproduced$' "$directory/hang.json" --watchdog 1
says '^  0 +task/nmi +A +none +none'
says '^    CPU 0 at queue.wait \(slowpath\)'
says '^    lock A: 0x00050000 tail CPU 0 node 1$'

# Altered traces: another site, two steps in exchanged places, another result, another value, another end.
altered window '"site": "grab.entry"' '"site": "grab.count"'
expect 1 '^not reproduced: diverged at step [0-9]+: cpu[01] is at grab.entry, the trace has grab.count ' "$directory/altered.json"
altered window '"site": "grab.count"' '"site": "later"'
sed -i -e '0,/"site": "grab.entry"/s//"site": "grab.count"/' -e 's/"site": "later"/"site": "grab.entry"/' "$directory/altered.json"
expect 1 '^not reproduced: diverged at step [0-9]+: cpu[01] is at grab.count, the trace has grab.entry ' "$directory/altered.json"
altered window '"check": "timeout"' '"check": "AA"'
sed -i 's/"check": "timeout"/"check": "AA"/' "$directory/altered.json"
expect 1 '^not reproduced: cpu0 task/nmi has -ETIMEDOUT \(timeout\) of A, in the trace -EDEADLK \(AA\)$' "$directory/altered.json"
altered window '"written": "(0,0,1)"' '"written": "(0,1,1)"'
expect 0 '^  step [0-9]+: cpu[01] wrote A := \(0,0,1\), the trace has \(0,1,1\)$' "$directory/altered.json"
says '^reproduced, but for 1 value, see above$'
altered window '"end": "finished"' '"end": "blocked", "site": "queue.wait", "variable": "A"'
expect 1 '^not reproduced: cpu0 has ended, in the trace it waits for good at queue.wait$' "$directory/altered.json"
# On another revision the NMI does not queue.
altered hang '"revision": "initial"' '"revision": "nmi-trylock"'
expect 1 '^not reproduced: diverged at step ' "$directory/altered.json" --watchdog 1

# A token that is checked in, from whatever sources: the sole head in an NMI, on the newest revision of the history.
expect 0 '^reproduced$' "$(dirname "$0")/../../scenarios/regressions/sole-head-nmi.shown" --continue --watchdog 1

# Trace programs in attempts of trace programs: both CPUs hang.
expect 0 '^reproduced$' "$(dirname "$0")/../../scenarios/regressions/tracepoint-raw.shown" --watchdog 1
says '^  0 +task/trace/trace +B +none +none'
says '^    CPU 1 at head.pass_await_next .slowpath., held-locks table 3: C B A'
says 'CPU 0 at head.pass_await_next'

# Wrong use: one line.
refused() {
    expect 2 "$@"
    [[ $(wc -l <"$directory/out") == 1 ]] || { complain "more than a line:" && cat "$directory/out"; }
}
changed=${token%??????}$([[ ${token: -6:1} == A ]] && echo B || echo A)${token: -5}
refused 'a damaged token: its checksum does not fit' "$changed"
refused 'is not a token, a file with one, or one of traces' nonsense
echo '{"format": "other"}' >"$directory/foreign.json"
refused 'foreign.json: no rqcheck-trace file' "$directory/foreign.json"
refused "unknown trace 'stick', the nearest is 'stuck'" "$directory/hang.json" --what stick
refused '--what names one of a file.s traces' "$token" --what stuck
refused 'is in a hardirq, which the hardware does not send; the nearest are NMIs' "$directory/irq.json"
refused 'planted bugs' "$directory/planted.json"
refused '--mode is of the load' "$token" --mode aa
altered window '"site": "grab.entry"' '"site": "grab.entri"'
refused "unknown site 'grab.entri', the nearest is 'grab.entry'" "$directory/altered.json"
RQCHECK_ENGINE_NATIVE=/nowhere refused "RQCHECK_ENGINE_NATIVE names '/nowhere', which is no executable" "$token"

exit $failed
