#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# terminal.sh RQCHECK: text and progress on a terminal of 80 columns, and on one that shows text and nothing else.
set -u
rqcheck=$1
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"
command -v script >/dev/null || { echo "left out: there is no script(1)"; exit 0; }

# shown COLUMNS TERM ARGUMENT...: leaves in shown what a terminal gets, and in lines its lines without colours.
shown() {
    local columns=$1 term=$2
    shift 2
    TERM=$term script -qec "stty cols $columns; $(printf '%q ' "$rqcheck" "$@")" /dev/null </dev/null >"$directory/shown"
    tr -d '\r' <"$directory/shown" | sed -e 's/\x1b\[[0-9;]*[mK]//g' >"$directory/lines"
}

# A token is pasted as a whole, so its line may be longer.
too_long() { grep -v 'rq2\.' "$directory/lines" | grep -v executions, | awk -v most="$1" 'length > most' | head -n 3; }

shown 80 xterm matrix nmi-lock-entry abba-third nmi-trylock-lost
[[ -z $(too_long 80) ]] || complain "a matrix is wider than the terminal: $(too_long 80)"
grep -q 'nmi-trylock-lost/4  .*hangs (F4)' "$directory/lines" || complain "the matrix has no F4"
[[ $(grep -c '^nmi-trylock-lost/4' "$directory/lines") == 2 ]] || complain "columns without room have no table of their own"
shown 60 xterm affected F5
[[ -z $(too_long 60) ]] || complain "a table of findings is wider than the terminal: $(too_long 60)"
[[ $(grep -c '^F5  ' "$directory/lines") == 2 ]] || complain "kernels without room have no table of their own"
shown 80 xterm run nmi-pending-undo
[[ -z $(too_long 80) ]] || complain "a trace is wider than the terminal: $(too_long 80)"
grep -q 'waits for ever: head.await_next' "$directory/lines" || complain "the trace does not show the hang"
grep -q '^  rqcheck replay rq2' "$directory/lines" || complain "the command of the replay is broken into lines"

# Each progress line leaves the last column free: else the terminal breaks it, and its beginning stays.
tr '\r' '\n' <"$directory/shown" | sed -e 's/\x1b\[[0-9;]*[mK]//g' | grep 'executions,' | grep '^\[' >"$directory/progress"
[[ -s $directory/progress ]] || complain "a terminal shows no progress"
[[ -z $(awk 'length > 79' "$directory/progress") ]] || complain "a progress line fills the terminal"

shown 80 dumb run nmi-pending-undo
if grep -q $'\x1b' "$directory/shown"; then complain "a dumb terminal gets escape sequences"; fi

# A pipe gets lines as long as they are.
"$rqcheck" matrix nmi-lock-entry >"$directory/out"
[[ $(head -n 1 "$directory/out" | wc -w) == 6 ]] || complain "the table of a pipe is broken"

exit $failed
