#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# completion.sh RQCHECK: what bash proposes on rqcheck's command line; each option of --help is proposed. zsh, if it
# is there, can read its own.
set -u
rqcheck=$1
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

"$rqcheck" completion bash >"$directory/rqcheck.bash" || complain "completion bash exits with $?"
# shellcheck source=/dev/null
. "$directory/rqcheck.bash"
[[ $(complete -p rqcheck) == "complete -F _rqcheck rqcheck" ]] || complain "bash does not know whose completion it is"
if command -v shellcheck >/dev/null; then
    # Words in a function's local variables; lists that are to be split.
    shellcheck -s bash -e SC2154,SC2034 "$directory/rqcheck.bash" || complain "shellcheck has something to say"
fi

# proposed WORD...: what bash proposes for the last of these words behind `rqcheck`, with spaces between.
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

# What --help shows is proposed, and nothing else.
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
