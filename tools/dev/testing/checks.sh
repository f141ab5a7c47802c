# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# For tests that are scripts: a directory that is removed at the end, and functions that report what went wrong. Such
# a test ends with `exit $failed`.

directory=$(mktemp -d) || exit 1
trap 'rm -rf "$directory"' EXIT
failed=0

# expect_of PROGRAM CODE TEXT ARGUMENT...: expects this exit code, and a line with TEXT on stdout or stderr.
expect_of() {
    local program=$1 code=$2 text=$3 actual
    shift 3
    "$program" "$@" >"$directory/out" 2>&1 </dev/null
    actual=$?
    if [[ $actual != "$code" ]] || ! grep -qF -- "$text" "$directory/out"; then
        complain "${program##*/} $* exits with $actual, wanted $code and '$text': $(cat "$directory/out")"
    fi
}

# stopped_of PROGRAM SECONDS CODE TEXT ARGUMENT...: the same of a program that gets a SIGINT after so many seconds. It
# must end within 8 s more.
stopped_of() {
    local program=$1 seconds=$2 code=$3 text=$4 begin=$SECONDS actual
    shift 4
    timeout --preserve-status --signal=INT --kill-after=60 "$seconds" "$program" "$@" >"$directory/out" 2>&1 </dev/null
    actual=$?
    if [[ $actual != "$code" ]] || ! grep -qF -- "$text" "$directory/out"; then
        complain "stopped, ${program##*/} $* exits with $actual, wanted $code and '$text': $(cat "$directory/out")"
    fi
    ((SECONDS - begin <= seconds + 8)) || complain "${program##*/} $* ends $((SECONDS - begin)) s after its start"
}

# nothing_left PATTERN WHEN: expects that no process is left whose command line has the pattern. One that was told to end
# may take a moment.
nothing_left() {
    for _ in {1..50}; do
        pgrep -f -- "$1" >/dev/null || return 0
        sleep 0.1
    done
    complain "a process is left $2"
    pkill -9 -f -- "$1"
}

# What else a test shows when it waits in vain. A script may have a function of its own.
show_logs() { :; }

# until_ SECONDS WHAT COMMAND...: waits until the command succeeds. After so many seconds the test ends.
until_() {
    local seconds=$1 what=$2 end=$((SECONDS + $1))
    shift 2
    until "$@"; do
        if ((SECONDS >= end)); then
            complain "$what: not within $seconds s"
            show_logs
            exit 1
        fi
        sleep 0.1
    done
}

complain() {
    echo "FAILED: $*"
    # shellcheck disable=SC2034 # for the script that sources this
    failed=1
}

# says TEXT...: expects each text in the output of the program that was run last.
says() {
    local text
    for text in "$@"; do
        grep -qF -- "$text" "$directory/out" || complain "'$text' is not printed: $(cat "$directory/out")"
    done
}
