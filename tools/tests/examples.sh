#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# examples.sh FOLDER PROGRAM...: runs the examples in the help of these programs, which lie in FOLDER, and in that of their commands,
# in a folder of its own. An example is wrong if it is refused or cannot be done.
set -u
folder=$1
shift
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"
export PATH=$folder:$PATH NO_COLOR=1
cd "$directory" || exit 2

examples_in() { sed -n '/^Examples:$/,/^[^ ]/{s/^  \([^ ].*\)$/\1/p}'; }
commands_of() { "$1" --help | sed -n '/^Subcommands:$/,/^$/{s/^  \([a-z]*\) .*/\1/p}'; }

all() {
    local program command
    for program; do
        "$program" --help | examples_in
        for command in $(commands_of "$program"); do "$program" "$command" --help | examples_in; done
    done
}

count=0
while IFS= read -r line; do
    # A file or a tree of the user's.
    [[ $line != *my-* && $line != *'~/'* ]] || continue
    count=$((count + 1))
    timeout --preserve-status --signal=INT --kill-after=20 4 bash -c "$line" >out 2>err </dev/null
    code=$?
    case $code in
        0 | 1 | 3 | 130) ;;
        *) complain "'$line' exits with $code: $(tail -n 1 err)" ;;
    esac
done < <(all "$@")
((count >= 20)) || complain "the help has $count examples"
echo "$count examples"
exit $failed
