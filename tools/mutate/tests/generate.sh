#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# generate.sh MUTATE_GENERATE LOCK: a table that does not fit ends the build with a line that names the mutant, and a
# table that fits is put into the copies.
set -u
generate=$1
lock=$2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
: >"$work/oracles.txt"

# refuses LINE TEXT: expects that this line of a table is refused, and that the message contains the text.
refuses() {
    printf '%s\n' "$1" >"$work/table.txt"
    local said code
    said=$("$generate" "$work/table.txt" "$work/oracles.txt" "$lock" "$work/out" 2>&1)
    code=$?
    if ((code != 2)) || [[ $said != *"$2"* ]] || (($(wc -l <<<"$said") != 1)); then
        printf 'of: %s\nexpected exit code 2 and one line with: %s\ngot exit code %s and: %s\n' "$1" "$2" "$code" "$said"
        failed=1
    fi
}

# shellcheck disable=SC2016  # backquotes are of the table
{
    refuses 'gone deadlock.hpp: `no such fragment` -> `false`' 'gone: the original is not in deadlock.hpp'
    refuses 'twice deadlock.hpp: `below_top` -> `0`' 'times in deadlock.hpp: below_top'
    refuses 'lost deadlock.hpp in `no such block`: `count < 2` -> `false`' 'lost: the anchor is not in deadlock.hpp'
    refuses 'elsewhere deadlock.hpp in `bool is_below_own_top(`: `count < 2` -> `false`' \
        'elsewhere: the original is not in deadlock.hpp'
    refuses 'half deadlock.hpp: `@count < 2` -> `false`' 'half: one @'
    refuses 'nothing deadlock.hpp: `count < 2` -> ``' 'nothing: an expression cannot become nothing'
    refuses 'file no-such-file.hpp: `count < 2` -> `false`' 'no-such-file.hpp'
    refuses 'open deadlock.hpp: `count < 2 -> false' 'line 1: no `'
    refuses $'same drop unlock.entry\nsame drop unlock.count' "another mutant 'same'"
    printf '%s\n' 'fits deadlock.hpp: `count < 2` -> `count < 1`' >"$work/table.txt"
}
if ! "$generate" "$work/table.txt" "$work/oracles.txt" "$lock" "$work/out" ||
    ! grep -q 'mutant_is(0) ? (count < 1) : (count < 2)' "$work/out/lock/deadlock.hpp" ||
    ! grep -q '"~(fits)~"' "$work/out/mutants.cpp"; then
    echo "a table that fits is not in the copies"
    failed=1
fi
exit $failed
