#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# behaviour.sh RQCHECK SCENARIO-EXECUTABLE FAKE-RELACY FAKE-NATIVE: tests exit codes, errors of one line,
# signals and files.
set -um  # -m: background jobs keep SIGINT
rqcheck=$1
alone=$2
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"
# The engines have names of their own, so that their processes differ from those of tests that run at the same time.
ln -s "$3" "$directory/engine"
ln -s "$4" "$directory/engine-native"
export RQCHECK_ENGINE_RELACY=$directory/engine RQCHECK_ENGINE_NATIVE=$directory/engine-native

# expect CODE TEXT COMMAND...: expects this exit code, and one line on stderr that contains TEXT. Empty
# TEXT: no stderr.
expect() {
    local code=$1 text=$2 actual
    shift 2
    "$@" >"$directory/out" 2>"$directory/err" </dev/null
    actual=$?
    [[ $actual == "$code" ]] || complain "$* exits with $actual, not $code: $(cat "$directory/err")"
    if [[ -z $text ]]; then
        [[ ! -s $directory/err ]] || complain "$* says: $(cat "$directory/err")"
    else
        [[ $(wc -l <"$directory/err") == 1 ]] || complain "$* does not say one line: $(cat "$directory/err")"
        grep -qF -- "$text" "$directory/err" || complain "$* says: $(cat "$directory/err")"
    fi
}

run=("$rqcheck" run sample-window)

# A baseline: a run that is as bad as in the baseline passes. A file that is no baseline is refused before a search.
"${run[@]}" --revision nmi-trylock --json "$directory/baseline.json" >/dev/null
expect 0 "" "${run[@]}" --revision nmi-trylock --baseline "$directory/baseline.json"
expect 1 "" "${run[@]}" --revision nmi-trylock,initial --cpus 1 --baseline "$directory/baseline.json"
expect 0 "" "$rqcheck" matrix sample-window --revision nmi-trylock --baseline "$directory/baseline.json"
expect 1 "" "${run[@]}" --baseline "$directory/baseline.json"
grep -q 'missing sample-window/2 on nmi-trylock: in the baseline, and not run' "$directory/out" ||
    complain "a run that the baseline has and that was not made is not named"
"${run[@]}" --json - --baseline "$directory/baseline.json" >"$directory/out" 2>"$directory/err"
[[ $? == 1 ]] || complain "a run that was not made is no failure where JSON goes to stdout"
grep -q 'missing sample-window/2 on nmi-trylock' "$directory/err" || complain "JSON on stdout hides what the baseline says"
for setting in "--memory tso" "--engine relacy" "--executions 7" "--time-limit 7" "--scheduler bound" "--nmis 2" \
    "--window unlock." "--weaken unlock.release" "--arch x86" "--slow 1"; do
    # shellcheck disable=SC2086  # an option and its value
    expect 2 "is of other settings, sample-window/2 on nmi-trylock: " \
        "${run[@]}" --revision nmi-trylock $setting --baseline "$directory/baseline.json"
done
expect 2 'memory is "rc11" there, and "tso" here' \
    "${run[@]}" --revision nmi-trylock --memory tso --baseline "$directory/baseline.json"
expect 2 'executions is 20000000 there, and none here' \
    "${run[@]}" --revision nmi-trylock --executions 0 --baseline "$directory/baseline.json"
expect 0 "" "${run[@]}" --revision nmi-trylock -j 2 --trace --baseline "$directory/baseline.json"
# A baseline of its own format: the same each time, a line for each verdict, and on stdout where that is asked for.
expect 1 "" "${run[@]}" --revision initial,nmi-trylock --write-baseline "$directory/slim.json"
"${run[@]}" --revision nmi-trylock,initial --write-baseline - >"$directory/again.json"
cmp "$directory/slim.json" "$directory/again.json" || complain "a baseline depends on the order of its runs"
[[ $(wc -l <"$directory/slim.json") == 4 ]] || complain "a baseline has not a line for each verdict"
expect 0 "" "${run[@]}" --revision initial,nmi-trylock --baseline "$directory/slim.json"
expect 2 "json - and --sarif -: stdout has room for one of them" "${run[@]}" --json - --sarif -
echo '[]' >"$directory/empty.json"
expect 2 "the baseline '$directory/empty.json' is empty" "${run[@]}" --baseline "$directory/empty.json"
expect 2 "'$directory/none' is not a baseline" "${run[@]}" --baseline "$directory/none"
expect 2 "is no baseline: it is no JSON, or ends too early" "${run[@]}" --baseline "$0"
expect 2 "Is a directory" "${run[@]}" --junit "$directory"
expect 2 "cannot write" "${run[@]}" --sarif "$directory/none/none"

# Exit codes
expect 0 "" "$rqcheck" run sample-exclusion
expect 0 "" "$rqcheck" run sample-exclusion sample-window --revision entry-first
expect 3 "" "${run[@]}"
expect 0 "" "${run[@]}" --accept-bounded
expect 1 "" "${run[@]}" --revision nmi-trylock
expect 1 "" "${run[@]}" --revision nmi-trylock --accept-bounded
expect 1 "" "${run[@]}" --revision aa-before-queue,nmi-trylock
expect 3 "" "$rqcheck" run sample-exclusion --scheduler random
expect 3 "" "$rqcheck" run sample-exclusion --engine relacy --scheduler bound
expect 3 "" "$rqcheck" run sample-exclusion --scheduler bound
expect 1 "" "$rqcheck" matrix
expect 0 "" "$rqcheck" matrix sample-exclusion
expect 0 "" "$alone"
expect 1 "" "$rqcheck" compare
expect 0 "" "$rqcheck" compare sample-exclusion
expect 0 "" "$rqcheck" compare sample-window --revision initial,aa-first,nmi-queue,aa-before-queue
expect 0 "" "$rqcheck" compare sample-window --revision initial --executions 7
expect 1 "" "$rqcheck" compare sample-window --revision initial,nmi-trylock --accept-bounded
expect 1 "" "$rqcheck" compare sample-window --revision queue-kept
expect 1 "" "$rqcheck" compare sample-window --revision entry-first
expect 3 "" "$rqcheck" compare sample-exclusion --native-executions 7
expect 3 "" "$rqcheck" compare sample-window --revision entry-first --native-executions 7
expect 0 "" "$rqcheck" compare sample-exclusion --native-executions 7 --accept-bounded
expect 0 "" "$rqcheck" --version
expect 0 "" "$rqcheck" --help

# Failures of the verdict besides failure kinds: they are shown everywhere where verdicts are shown
expect 0 "" "${run[@]}" --revision queue-kept
expect 1 "" "${run[@]}" --revision queue-kept --fail-on busy,timeout_missed --junit "$directory/policy.xml" \
    --sarif "$directory/policy.sarif" --html "$directory/policy.html" --json "$directory/policy.json"
grep -q 'FAIL timeout_missed, UNEXPECTED' "$directory/out" || complain "--fail-on is not in the text"
grep -q '"verdict": "fail"' "$directory/policy.json" || complain "--fail-on is not in the JSON"
grep -q '<failure type="FAIL timeout_missed"' "$directory/policy.xml" || complain "--fail-on is not in the JUnit file"
grep -q 'class timeout_missed (3 attempts) fails the verdict' "$directory/policy.sarif" ||
    complain "--fail-on is not in the SARIF file"
grep -q 'FAIL timeout_missed' "$directory/policy.html" || complain "--fail-on is not in the HTML file"
expect 0 "" "${run[@]}" --revision queue-kept --fail-on busy --fail-on sent_away
expect 0 "" "${run[@]}" --revision queue-kept --fail-on none
expect 2 "--fail-on takes 'none' or a list of classes, not both" "${run[@]}" --fail-on busy --fail-on none
expect 1 "" "$rqcheck" matrix sample-window --revision queue-kept --fail-on timeout_missed
expect 0 "" "${run[@]}" --revision queue-kept --max-wait 250ms
expect 1 "" "${run[@]}" --revision queue-kept --max-wait 249ms
grep -q 'worst wait 250ms, at most 249ms is allowed' "$directory/out" || complain "--max-wait does not say what it found"
expect 1 "" "$alone" --fail-on acquired
expect 2 "unknown class 'timeout_mised', the nearest is 'timeout_missed'" "${run[@]}" --fail-on timeout_mised
expect 2 "unknown class 'busi', the nearest is 'busy'" "$rqcheck" hunt --fail-on busi
expect 2 "'stuck' is a failure kind: it always fails" "${run[@]}" --fail-on stuck
expect 2 "--max-wait takes a time like 250ms or 1s" "${run[@]}" --max-wait 250
expect 2 "--max-wait takes a time like 250ms or 1s" "$rqcheck" hunt --max-wait 1h
expect 2 "--max-wait is for run, matrix and hunt" "$rqcheck" compare --max-wait 1s

# Planted bugs that change nothing, and sites that no execution reaches
expect 2 "--drop queue.wait leaves nothing out, it is a load: the nearest store or fence is" "${run[@]}" --drop queue.wait
expect 2 "--drop fast.cmpxchg leaves nothing out, it is a cmpxchg" "$rqcheck" matrix --drop fast.cmpxchg
expect 2 "--weaken queue.link changes nothing, its accesses are relaxed already" "$rqcheck" compare --weaken queue.link
expect 2 "relaxed already on initial, arch x86" "${run[@]}" --arch x86 --revision all --weaken pending.set_read
expect 0 "" "$rqcheck" run sample-exclusion --arch x86 --revision fix-x86-acquire --weaken pending.set_read
expect 2 "--weaken unlock.release changes nothing with '--memory sc'" "${run[@]}" --memory sc --weaken unlock.release
expect 0 "" "$rqcheck" run sample-exclusion --drop queue.link
nothing='tas.cmpxchg was never reached: this says nothing about it'
expect 1 "" "$rqcheck" run sample-exclusion --weaken tas.cmpxchg --junit "$directory/reach.xml" \
    --sarif "$directory/reach.sarif" --html "$directory/reach.html" --json "$directory/reach.json"
for file in out reach.xml reach.sarif reach.html reach.json; do
    grep -qF "$nothing" "$directory/$file" || complain "an unreached site is not in $file"
done
expect 0 "" "$rqcheck" run sample-exclusion --weaken tas.cmpxchg --accept-unreached --junit "$directory/reach.xml" \
    --html "$directory/reach.html" --json "$directory/reach.json"
for file in out reach.xml reach.html reach.json; do
    grep -qF "$nothing" "$directory/$file" || complain "an accepted unreached site is not in $file"
done
expect 1 "" "$rqcheck" matrix sample-exclusion --weaken tas.cmpxchg
expect 1 "" "$rqcheck" compare sample-exclusion --weaken tas.cmpxchg
expect 0 "" "$rqcheck" compare sample-exclusion --weaken tas.cmpxchg --accept-unreached
expect 1 "" "$rqcheck" run sample-contexts --window tas.,unlock.
grep -qF 'tas.* was never reached: this says nothing about it' "$directory/out" || complain "an unreached window is not named"
expect 1 "" "$rqcheck" run sample-contexts --hardirq-window head.wait
grep -qF 'no hardirq ever arrived at head.wait: this says nothing' "$directory/out" ||
    complain "a window that takes no interrupt is not named"

# An outcome that never comes
expect 0 "" "$rqcheck" run sample-exclusion --trace-outcome 'cpu0 A=ok cpu1 A=ok'
expect 1 "" "$rqcheck" run sample-exclusion --trace-outcome 'cpu0 A=ok cpu1 A=no'
grep -qF "no execution has the outcome 'cpu0 A=ok cpu1 A=no'; the nearest: 'cpu0 A=ok cpu1 A=ok'" "$directory/out" ||
    complain "an outcome that never comes does not name the nearest"
expect 2 "--trace-outcome takes an outcome" "${run[@]}" --trace-outcome ''
expect 2 "compare shows no traces: --trace-outcome is for run and matrix" "$rqcheck" compare --trace-outcome x
expect 2 "coverage shows no traces: --trace-outcome is for run and matrix" "$rqcheck" coverage --trace-outcome x

# A run that an engine cannot make does not keep the other runs from being made
export RQCHECK_FAKE=refuses-some
expect 3 "" "$rqcheck" matrix sample-window --revision initial,queue-kept --accept-bounded --junit "$directory/some.xml" \
    --json "$directory/some.json" --markdown "$directory/some.md"
grep -q '^sample-window/2  hangs (sample-finding)  -$' "$directory/out" || complain "a matrix does not show '-' for what was not run"
grep -q 'sample-window/2 on queue-kept: cannot do that' "$directory/out" || complain "a matrix does not say why"
grep -q '<skipped message="not run, the engine cannot: cannot do that"/>' "$directory/some.xml" ||
    complain "JUnit leaves out what was not run"
grep -q '"not_run": "cannot do that"' "$directory/some.json" || complain "JSON leaves out what was not run"
grep -q 'the engine cannot make 1 of 2 runs' "$directory/some.md" || complain "a page leaves out what was not run"
expect 3 "" "$rqcheck" run sample-window --revision initial,queue-kept --baseline "$directory/some.json"
expect 3 "" "$rqcheck" run sample-window --revision queue-kept,initial
"$rqcheck" coverage sample-window --revision queue-kept,initial >"$directory/out"
grep -q 'sample-window/2 on queue-kept: cannot do that' "$directory/out" || complain "coverage does not say what was not run"
expect 2 "the engine native refuses, on sample-window at queue-kept: cannot do that" "${run[@]}" --revision queue-kept
export RQCHECK_FAKE=relacy-refuses
expect 3 "" "$rqcheck" compare sample-window --revision initial,queue-kept,aa-first --json "$directory/some.json"
grep -q '^sample-window/2  queue-kept .* not run$' "$directory/out" || complain "compare does not show what was not run"
[[ $(grep -c '"agreement"' "$directory/some.json") == 2 ]] || complain "compare does not run the others"
grep -q 'cannot run it: 1 of 3 runs' "$directory/out" || complain "compare does not count what was not run"
expect 1 "" "$rqcheck" compare sample-window
expect 2 "the engine relacy refuses, on sample-window at queue-kept" "$rqcheck" compare sample-window --revision queue-kept
unset RQCHECK_FAKE

# Wrong use
expect 2 "no command: list, run, matrix," "$rqcheck"
expect 2 "explain what?" "$rqcheck" explain
expect 2 "unknown scenario 'sample-windw', the nearest is 'sample-window'" "$rqcheck" explain sample-windw
expect 2 "completion for which shell? bash or zsh" "$rqcheck" completion
expect 2 "unknown shell 'zhs', the nearest is 'zsh'" "$rqcheck" completion zhs
# shellcheck disable=SC2016  # $0 is the inner shell's
expect 5 "cannot write to stdout" bash -c '"$0" completion bash >/dev/full' "$rqcheck"
expect 2 "unexpected argument 'now'" "$rqcheck" doctor now
expect 2 "--json excludes --names" "$rqcheck" list --json --names
expect 2 "unknown command 'matrx', the nearest is 'matrix'" "$rqcheck" matrx
expect 2 "unknown option '--verison', the nearest is '--version'" "$rqcheck" --verison
expect 2 "unknown option '--revison', the nearest is '--revision'" "${run[@]}" --revison initial
expect 2 "unknown option '--revison', the nearest is '--revision'" "${run[@]}" --revison=initial
expect 2 "unknown option '--revison', the nearest is '--revision'" "$alone" --revison initial
expect 2 "unexpected argument 'sample-window'" "$alone" sample-window
expect 2 "run what?" "$rqcheck" run
expect 2 "unknown scenario 'sample-widow', the nearest is 'sample-window'" "$rqcheck" run sample-widow
expect 2 "unknown scenario 'exclusion', the nearest is 'sample-exclusion'" "$rqcheck" matrix exclusion
expect 2 "unknown revision 'queuekept', the nearest is 'queue-kept'" "${run[@]}" --revision queuekept
expect 2 "unknown revision 'histori', the nearest is 'history'" "${run[@]}" --revision initial,histori
expect 2 "unknown change 'fix-undone', the nearest is 'fix-undone-pending'" "${run[@]}" --revision v7.3+fix-undone
expect 2 "has tas-entry without entry-first" "${run[@]}" --revision initial+tas-entry
expect 2 "unknown revision 'fixs', the nearest is 'fixes'" "${run[@]}" --revision fixs
expect 2 "takes a list" "${run[@]}" --revision initial,
expect 2 "unknown engine 'relasy', the nearest is 'relacy'" "${run[@]}" --engine relasy
expect 2 "unknown scheduler 'ful', the nearest is 'full'" "${run[@]}" --scheduler ful
expect 2 "unknown arch 'x68', the nearest is 'x86'" "${run[@]}" --arch x68
expect 2 "unknown site 'unlok.', the nearest is 'unlock." "${run[@]}" --window unlok.
expect 2 "unknown site 'anywhre', the nearest is 'anywhere'" "${run[@]}" --window anywhre
expect 2 "unknown site 'unlock.relase', the nearest is 'unlock.release'" "${run[@]}" --weaken unlock.relase
expect 2 "unknown site 'unlock.', the nearest is 'unlock." "${run[@]}" --drop unlock.
expect 2 "--revision" "${run[@]}" --revision
expect 2 "--sites" "$rqcheck" list --sites --revisions
expect 2 "unknown command 'compar', the nearest is 'compare'" "$rqcheck" compar
expect 2 "compare runs both engines" "$rqcheck" compare --engine native
expect 2 "unknown option '--verbos', the nearest is '--verbose'" "$rqcheck" compare --verbos
expect 2 "unknown option '--native-executions', the nearest is" "$rqcheck" matrix --native-executions 3
expect 2 "unknown scenario 'exclusion', the nearest is 'sample-exclusion'" "$rqcheck" compare exclusion
expect 2 "unknown revision 'queuekept', the nearest is 'queue-kept'" "$rqcheck" compare --revision queuekept

# Impossible bounds
expect 2 "made for 1 to 2 CPUs, not for 3" "${run[@]}" --cpus 3
expect 2 "made for 2 to 4 CPUs, not for 1" "$rqcheck" matrix sample-exclusion --cpus 2,1
expect 2 "--cpus takes a whole number from 1 to 8, not '0'" "${run[@]}" --cpus 0
expect 2 "--cpus takes a whole number from 1 to 8, not '-1'" "${run[@]}" --cpus -1
expect 2 "no scenario is made for" "$rqcheck" matrix --cpus 8
expect 2 "--nmis takes a whole number from 0 to 8, not '9'" "${run[@]}" --nmis 9
expect 2 "--hardirqs takes a whole number from 0 to 8, not 'x'" "${run[@]}" --hardirqs x
expect 2 "sample-window has no softirq program: --softirqs above 0 does not fit it" "${run[@]}" --softirqs 1
expect 2 "has no NMI program" "$rqcheck" run sample-exclusion --nmis 1
expect 2 "has no NMI program" "$rqcheck" run sample-exclusion --window unlock.
expect 2 "unknown site 'unlok.', the nearest is 'unlock." "${run[@]}" --nmi-window unlok.
expect 2 "sample-window has no hardirq program: --hardirq-window does not fit it" "${run[@]}" --hardirq-window unlock.
expect 2 "--nmi-window says where NMIs arrive, and none may: give --nmis above 0" \
    "${run[@]}" --nmis 0 --nmi-window unlock.
expect 2 "--window says where interrupts arrive, and none may" "${run[@]}" --nmis 0 --window unlock.
expect 2 "--nmi-window says where NMIs arrive, and none may in any scenario" \
    "$rqcheck" matrix --nmis 0 --nmi-window unlock.
expect 2 "no scenario has a NMI program: --nmis above 0 does not fit" "$rqcheck" matrix --cpus 3 --nmis 1
expect 2 "each kind of interrupt has a window of its own" "${run[@]}" --nmi-window fast. --window unlock.
expect 2 "--executions takes a whole number of at least 0, not '-5'" "${run[@]}" --executions -5
expect 2 "--executions takes a whole number of at least 0, not 'many'" "${run[@]}" --executions many
expect 2 "--time-limit takes a number of seconds above 0, not '0'" "${run[@]}" --time-limit 0
expect 2 "--time-limit takes a number of seconds above 0, not 'nan'" "${run[@]}" --time-limit nan
expect 2 "--switches takes a whole number from 1" "${run[@]}" --engine relacy --scheduler bound --switches 0
expect 2 "--memory is for '--engine native'" "${run[@]}" --engine relacy --memory tso
expect 2 "unknown memory model 'tos', the nearest is 'tso'" "${run[@]}" --memory tos
expect 2 "--slow is for '--engine native'" "${run[@]}" --engine relacy --slow 1
expect 2 "--slow takes a whole number from 0 to 8" "${run[@]}" --slow 9
expect 2 "--jobs takes a whole number from 1" "${run[@]}" -j 0
expect 3 "" "${run[@]}" --engine relacy -j 2
expect 3 "" "${run[@]}" --scheduler random -j 2
expect 2 "--switches is for '--scheduler bound'" "${run[@]}" --switches 2
expect 2 "--seed is for '--scheduler random'" "${run[@]}" --seed 2
expect 2 "never ends by itself" "${run[@]}" --scheduler random --executions 0

expect 2 "--native-executions takes a whole number of at least 0, not 'many'" \
    "$rqcheck" compare --native-executions many
expect 2 "made for 1 to 2 CPUs, not for 3" "$rqcheck" compare sample-window --cpus 3

# Small programs
expect 2 "not a program, at 'hodl' (character 3)" "$rqcheck" run --program "A hodl 2ms"
expect 2 "not a program, at the end" "$rqcheck" run --program ""
expect 2 "(character 3): an operation is a lock from A to Z, A(...), hold 2ms or the like, the nearest is 'hardirq'" \
    "$rqcheck" run --program "A hardirqq A"
expect 2 "not a program, at 'trylock' (character 1): the lock has no trylock, the nearest is 'A'" "$rqcheck" run --program "trylock A"
expect 2 "'test-and-set', the nearest is 'paravirt'" "$rqcheck" run --program "A ; paravit"
expect 2 "has no softirq program" "$rqcheck" run --program "A hardirq A" --softirqs 1
expect 2 "not both" "${run[@]}" --program A
expect 2 "made for 1 CPUs, not for 2" "$rqcheck" run --program A --cpus 2
expect 2 "has no NMI program" "$rqcheck" run --program A --nmis 1
printf 'A(B) |\nB(' >"$directory/program"
expect 2 "$directory/program: not a program, at the end" "$rqcheck" run --program "$directory/program"
head -c 200000 /dev/zero >"$directory/program"
expect 2 "too large for a program" "$rqcheck" run --program "$directory/program"
expect 2 "'$directory' is not a program: Is a directory" "$rqcheck" run --program "$directory"
expect 2 "--ops takes a whole number from 1 to 12, not '0'" "$rqcheck" hunt --ops 0
expect 2 "--cpus takes a whole number from 1 to 8, not '9'" "$rqcheck" hunt --cpus 9
expect 2 "--locks takes a whole number from 1 to 4" "$rqcheck" hunt --locks 27
expect 2 "--nmis takes a whole number from 0 to 8" "$rqcheck" hunt --nmis x
expect 2 "--programs takes a whole number" "$rqcheck" hunt --programs -1
expect 2 "--time-limit takes a number of seconds above 0" "$rqcheck" hunt --time-limit 0
expect 2 "--jobs takes a whole number from 1 to 64" "$rqcheck" hunt -j 0
expect 2 "unknown revision 'queuekept', the nearest is 'queue-kept'" "$rqcheck" hunt --revision queuekept
expect 2 "unknown arch 'arm'" "$rqcheck" hunt --arch arm
expect 2 "unknown option '--operations', the nearest is" "$rqcheck" hunt --operations 3
expect 2 "unexpected argument 'abba'" "$rqcheck" hunt abba
RQCHECK_ENGINE_NATIVE=/nonexistent expect 2 "which is no executable" "$rqcheck" hunt
# A hunt does not start an engine that always fails for each of its programs.
printf '#!/bin/sh\necho started >>"%s"\nexit 5\n' "$directory/starts" >"$directory/failing"
chmod +x "$directory/failing"
RQCHECK_ENGINE_NATIVE=$directory/failing expect 5 "the engine native ended with exit code 5 on program at" "$rqcheck" hunt -j 3
(($(wc -l <"$directory/starts") < 100)) || complain "a hunt starts a failing engine $(wc -l <"$directory/starts") times"
expect 2 "nothing to explore: no program of 1 operation, 1 CPU, 1 NMI and 2 locks" "$rqcheck" hunt --cpus 1 --ops 1
expect 2 "--hardirqs takes a whole number from 0 to 8" "$rqcheck" hunt --hardirqs 9
expect 2 "--irqsave masks hardirqs, and none may arrive: give --hardirqs above 0" "$rqcheck" hunt --irqsave
expect 2 "--raw is for trace programs, and the paravirt lock has no trace points" "$rqcheck" hunt --raw --lock paravirt
expect 2 "unknown form of the lock 'paravirtt', the nearest is 'paravirt'" "$rqcheck" hunt --lock paravirtt
expect 2 "--seed is for what is drawn" "$rqcheck" hunt --programs 0 --executions 0 --seed 3
expect 0 "" "$rqcheck" hunt --ops 2 --cpus 1 --executions 0
expect 3 "" "$rqcheck" hunt --ops 2 --cpus 1
expect 3 "" "$rqcheck" hunt --ops 3 --programs 2 --executions 0
expect 0 "" "$rqcheck" hunt --ops 3 --programs 2 --executions 0 --accept-bounded
expect 3 "" "$rqcheck" hunt --time-limit 0.0001 --ops 12
expect 3 "" "$rqcheck" hunt --time-limit 0.0000001 --ops 12 --accept-bounded
grep -q 'nothing was explored' "$directory/out" || complain "a hunt that has no time does not say that it explored nothing"

# A broken engine
broken() {
    export RQCHECK_FAKE=$1
    expect "${3:-5}" "$2" "${run[@]}" --revision initial --json "$directory/broken.json"
    unset RQCHECK_FAKE
    [[ ! -e $directory/broken.json ]] || complain "$1 leaves a file"
    [[ ! -s $directory/out ]] || complain "$1 leads to output: $(cat "$directory/out")"
}
broken aborts "the engine native died of signal 6 (Aborted) on sample-window at initial"
broken exits "the engine native ended with exit code 5 on sample-window at initial"
broken half "the engine native ended with exit code 0 on sample-window at initial"
broken nonsense "answered what is no answer: 'Segmentation fault' on sample-window at initial"
broken shapeless "answered what is no answer"
broken mistakes "contradicts itself (an answer to another request)"
broken refuses "the engine native refuses, on sample-window at initial: cannot do that" 2
# The death of an engine costs one search. The others are made, and an unexpected failure among them decides.
RQCHECK_FAKE=dies-later expect 1 "" "$rqcheck" matrix sample-window --revision history
grep -q 'hangs (sample-finding)' "$directory/out" || complain "the matrix is lost with the engine"
grep -q 'on queue-kept: the engine native ended with exit code 6 on sample-window at queue-kept, 3 times' \
    "$directory/out" || complain "the matrix does not say that the engine died"
RQCHECK_FAKE=dies-later expect 5 "" "$rqcheck" matrix sample-exclusion --revision history
RQCHECK_FAKE=dies-later expect 5 "" "$rqcheck" run sample-exclusion --revision history
RQCHECK_FAKE=dies-later expect 1 "" "$rqcheck" compare sample-window
[[ $(grep -c '^sample-window/2 .* 1.500 ' "$directory/out") == 10 ]] || complain "compare loses what it had"
RQCHECK_ENGINE_NATIVE=/nonexistent expect 2 "which is no executable" "$rqcheck" compare
RQCHECK_ENGINE_RELACY=/nonexistent expect 2 "which is no executable" "$rqcheck" compare
RQCHECK_ENGINE_NATIVE=/nonexistent expect 2 "which is no executable" "${run[@]}"
RQCHECK_ENGINE_RELACY='' expect 2 "cannot find the engine relacy" "${run[@]}" --engine relacy

# Files
file=$directory/result.json
for group in "history 11" "fixes 2" "all 13" "kernels 6" "fixes,history,v6.18.y 14"; do
    expect 0 "" "$rqcheck" run sample-exclusion --revision "${group% *}" --json "$file"
    [[ $(grep -c '"revision":' "$file") == "${group#* }" ]] || complain "--json has not $group results"
done
expect 0 "" "$rqcheck" run sample-exclusion sample-exclusion --cpus 2,2 --revision initial,initial --json "$file"
[[ $(grep -c '"revision":' "$file") == 1 ]] || complain "what is named twice runs twice"
[[ $(stat -c %a "$file") == $(printf '%o' $((0666 & ~$(umask)))) ]] || complain "--json has the wrong mode"
echo old >"$file"
chmod 600 "$file"
RQCHECK_FAKE=dies-later expect 1 "" "${run[@]}" --revision all --json "$file"
[[ $(grep -c '"verdict":' "$file") == 12 && $(grep -c '"not_run":' "$file") == 1 ]] ||
    complain "the file of a run whose engine died has not what was made"
echo old >"$file"
ln -s result.json "$directory/link.json"
expect 0 "" "$rqcheck" run sample-exclusion --json "$directory/link.json"
[[ -L $directory/link.json && $(head -c1 "$file") == '[' ]] || complain "--json replaces a link"
[[ $(stat -c %a "$file") == 600 ]] || complain "--json changes the mode"
expect 0 "" "$rqcheck" run sample-exclusion --json /dev/null
[[ -c /dev/null ]] || complain "--json replaces /dev/null"
expect 2 "cannot write '$directory/no/such.json': No such file" "${run[@]}" --json "$directory/no/such.json"
expect 2 "cannot write '$directory': Is a directory" "${run[@]}" --json "$directory"
expect 2 "cannot write" "${run[@]}" --json /proc/result.json
expect 5 "cannot write '/dev/full': No space left" "$rqcheck" run sample-exclusion --json /dev/full
page=$directory/page.md
expect 1 "" "$rqcheck" matrix --revision history --markdown "$page" --html "$directory/page.html" --json -
grep -q '^| .*sample-window/2.*(traces/sample-window.initial.txt)' "$page" || complain "--markdown links no trace"
grep -q '^no CPU can move' "$directory/traces/sample-window.initial.txt" || complain "--markdown writes no trace"
[[ $(head -c1 "$directory/out") == '[' ]] || complain "--markdown is not beside --json -"
mkdir "$directory/folder"
expect 0 "" "$rqcheck" matrix sample-exclusion --markdown "$directory/folder"
[[ $(ls "$directory/folder") == results.md ]] || complain "--markdown FOLDER writes $(ls "$directory/folder")"
echo old >"$page"
RQCHECK_FAKE=dies-later expect 1 "" "$rqcheck" matrix sample-window --revision history --markdown "$page"
grep -q 'exit code 6' "$page" || complain "the page does not say that the engine died"
expect 2 "cannot write '$directory/no/page.md': No such file" "$rqcheck" matrix --markdown "$directory/no/page.md"
expect 2 "cannot write '$directory/no/page.html': No such file" "$rqcheck" matrix --html "$directory/no/page.html"
expect 2 "cannot write '$directory/no/page.html': No such file" "$rqcheck" run sample-window --html "$directory/no/page.html"
expect 2 "cannot write '$directory': Is a directory" "$rqcheck" matrix --html "$directory"
expect 2 "--html takes a file, not an empty name" "$rqcheck" matrix --html ''
expect 2 "'/dev/full' has no place for traces beside it" "$rqcheck" matrix --markdown /dev/full
expect 5 "cannot write '/dev/full': No space left" "$rqcheck" matrix --html /dev/full
echo file >"$directory/folder/traces"
expect 2 "cannot write '$directory/folder/traces" "$rqcheck" matrix --markdown "$directory/folder"
expect 1 "" "$rqcheck" compare sample-window --json "$file"
[[ $(grep -c '"agreement":' "$file") == 11 ]] || complain "compare --json has not 11 comparisons"
expect 5 "cannot write '/dev/full': No space left" "$rqcheck" compare sample-exclusion --json /dev/full
# shellcheck disable=SC2016  # $0 is the inner shell's
expect 5 "cannot write to stdout" bash -c '"$0" run sample-exclusion >/dev/full' "$rqcheck"
[[ -z $(find "$directory" -name '*.??????') ]] || complain "a temporary file is left behind"

# interrupt CODE SIGNALS COMMAND...: sends SIGNALS times SIGINT, once the search is running.
interrupt() {
    local code=$1 signals=$2 actual
    shift 2
    rm -f "$RQCHECK_FAKE_SEARCHES"
    "$@" >"$directory/out" 2>"$directory/err" &
    local job=$!
    for ((i = 0; i < 300; i++)); do
        [[ ! -e $RQCHECK_FAKE_SEARCHES ]] || break
        sleep 0.1
    done
    for ((i = 0; i < signals; i++)); do
        sleep 0.2
        kill -INT $job
    done
    wait $job
    actual=$?
    [[ -e $RQCHECK_FAKE_SEARCHES ]] || complain "$* searches nothing in 30 s"
    [[ $actual == "$code" ]] || complain "stopped, $* exits with $actual, not $code: $(cat "$directory/err")"
}
export RQCHECK_FAKE_SEARCHES=$directory/searches
export RQCHECK_FAKE=waits
interrupt 3 1 "$rqcheck" run sample-exclusion --revision all --accept-bounded --json "$file"
grep -q 'stopped: not all runs were made' "$directory/out" || complain "Ctrl-C hides that runs are missing"
[[ $(grep -c '"end": "stopped"' "$file") == 1 ]] || complain "Ctrl-C loses what was found"
interrupt 3 1 "$rqcheck" matrix --revision history --markdown "$page" --html "$directory/page.html"
grep -qF '**Partial: stopped, 1 of 44 runs were made.**' "$page" || complain "Ctrl-C hides that a page is partial"
grep -qF '<strong>Partial:</strong> stopped' "$directory/page.html" || complain "Ctrl-C hides that HTML is partial"
interrupt 3 1 "$rqcheck" compare --accept-bounded
grep -q 'stopped: not all runs were made' "$directory/out" || complain "Ctrl-C hides that comparisons are missing"
RQCHECK_FAKE=relacy-waits interrupt 3 1 "$rqcheck" compare sample-exclusion --accept-bounded --json "$file"
[[ $(grep -c '"agreement": "agreed"' "$file") == 1 ]] || complain "Ctrl-C loses a comparison"
interrupt 3 1 "$rqcheck" hunt -j 1 --json "$file"
[[ $(grep -c '"cut_short": true' "$file") == 1 ]] || complain "Ctrl-C hides that a hunt was cut short"
export RQCHECK_FAKE=waits-fails
interrupt 1 1 "$rqcheck" run sample-exclusion
export RQCHECK_FAKE=stubborn
interrupt 130 2 "$rqcheck" run sample-exclusion --json "$directory/stubborn.json"
[[ ! -e $directory/stubborn.json ]] || complain "the second Ctrl-C leaves a file"
interrupt 130 2 "$rqcheck" compare sample-exclusion
sleep 0.2
unset RQCHECK_FAKE
for command in /proc/[0-9]*/cmdline; do
    [[ $(tr '\0' ' ' 2>/dev/null <"$command") != "$directory/engine"* ]] || complain "an engine outlives its tool"
done

((failed == 0)) && echo "all as it should be"
exit $failed
