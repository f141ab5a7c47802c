#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# completion.sh RQCHECK: tests what bash proposes on rqcheck's command line. Each option of --help must be proposed.
# If zsh is there, it must be able to read its own completion.
set -u
rqcheck=$1
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

"$rqcheck" completion bash >"$directory/rqcheck.bash" || complain "completion bash exits with $?"
# shellcheck source=/dev/null
. "$directory/rqcheck.bash"
[[ $(complete -p rqcheck) == "complete -F _rqcheck rqcheck" ]] || complain "bash does not know whose completion it is"
if command -v shellcheck >/dev/null; then
    # These messages are about words in a function's local variables, and about lists that must be split.
    shellcheck -s bash -e SC2154,SC2034 "$directory/rqcheck.bash" || complain "shellcheck has something to say"
fi

# proposed WORD...: prints what bash proposes for the last of these words after `rqcheck`, with spaces between.
proposed() {
    local COMP_WORDS=("$rqcheck" "$@") COMP_CWORD=$# COMPREPLY=()
    _rqcheck
    echo "${COMPREPLY[*]-}"
}

# expect "PROPOSED" WORD...
expect() {
    local expected=$1 actual
    shift
    actual=$(proposed "$@")
    [[ $actual == "$expected" ]] || complain "for '$*' bash proposes '$actual', not '$expected'"
}

expect "coverage conform compare convert completion" co
expect "sample-exclusion" run sample-e
expect "sample-window" run sample-exclusion --trace sample-w
expect "sample-window" explain sample-w
expect "queue-kept queue-timeout" run sample-window --revision queue
expect "initial,queue-kept initial,queue-timeout" run --revision initial,queue
expect "history" run --revision hist
expect "queue-kept queue-timeout" run --revision = queue
expect "native relacy" run --engine ""
expect "native relacy" run --engine =
expect "generic x86" matrix --arch ""
expect "rc11 tso sc" hunt --memory ""
expect "unlock.entry unlock.release unlock.count_read unlock.count" run --weaken unlock.
expect "fast.cmpxchg,anywhere" run --nmi-window fast.cmpxchg,any
expect "head.pass_on" replay TOKEN --break-at head.pass_o
expect "--weaken" run sample-window --weak
expect "" run --cpus ""
expect "" run --executions 1 --nonsense
expect "bash zsh" completion ""
touch "$directory/trace one.json"
expect "$directory/trace one.json" replay "$directory/tr"
expect "$directory/trace one.json" run --json "$directory/tr"
mkdir "$directory/folder"
expect "$directory/folder" new my-window --directory "$directory/"

# The words that --help shows are proposed, and no others.
mapfile -t commands < <("$rqcheck" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
((${#commands[@]} >= 12)) || complain "--help shows ${#commands[@]} commands"
expect "${commands[*]} --help --version" ""
for command in "${commands[@]}"; do
    mapfile -t options < <("$rqcheck" "$command" --help | sed -n '/^Options:/,/^$/s/^  \(-[^ ]*\) .*/\1/p' | tr ',' '\n')
    expect "${options[*]}" "$command" -
done

"$rqcheck" completion zsh >"$directory/_rqcheck" || complain "completion zsh exits with $?"
if command -v zsh >/dev/null; then
    zsh -n "$directory/_rqcheck" || complain "zsh cannot read its completion"
    # shellcheck disable=SC2016  # $1 and $_comps are zsh's
    zsh -f -c 'autoload -U compinit; compinit -u -D; source $1; [[ $_comps[rqcheck] == _rqcheck ]]' - "$directory/_rqcheck" ||
        complain "zsh does not know whose completion it is"
fi

((failed == 0)) && echo "all as it should be"
exit $failed
