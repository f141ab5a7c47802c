# The names of one kind, from rqcheck list.
_rqcheck_names() {
    "${COMP_WORDS[0]/#\~/$HOME}" list --names "$@" 2>/dev/null
}

_rqcheck_word() {
    mapfile -t COMPREPLY < <(compgen -W "$*" -- "$current")
}

# Completes the last word of a list with commas.
_rqcheck_listed() {
    local before=""
    [[ $current != *,* ]] || before=${current%,*},
    mapfile -t COMPREPLY < <(compgen -P "$before" -W "$*" -- "${current##*,}")
}

_rqcheck_scenario() { _rqcheck_word "$(_rqcheck_names)"; }
_rqcheck_revisions() { _rqcheck_listed "$(_rqcheck_names --revisions)" history fixes all; }
_rqcheck_site() { _rqcheck_word "$(_rqcheck_names --sites)"; }
_rqcheck_windows() { _rqcheck_listed "$(_rqcheck_names --sites)" anywhere; }

_rqcheck_file() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
}

_rqcheck_folder() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -d -- "$current")
}

_rqcheck() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command="" word
    # Bash makes three words of --option=value.
    if [[ $current == = ]]; then
        current=""
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        if [[ $word != -* ]]; then
            command=$word
            break
        fi
    done
    COMPREPLY=()
