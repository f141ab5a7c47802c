# The names of one kind, from rqcheck list.
_rqcheck_names() {
    _call_program names $rqcheck list --names $1 2>/dev/null
}

_rqcheck_scenario() {
    local -a names=(${(f)"$(_rqcheck_names)"})
    compadd "$@" -a names
}
_rqcheck_revision() {
    local -a names=(${(f)"$(_rqcheck_names --revisions)"} history fixes all)
    compadd "$@" -a names
}
_rqcheck_site() {
    local -a names=(${(f)"$(_rqcheck_names --sites)"})
    compadd "$@" -a names
}
_rqcheck_window() {
    local -a names=(${(f)"$(_rqcheck_names --sites)"} anywhere)
    compadd "$@" -a names
}

# Complete lists with commas.
_rqcheck_revisions() { _sequence _rqcheck_revision "$@"; }
_rqcheck_windows() { _sequence _rqcheck_window "$@"; }

_rqcheck_file() { _files "$@"; }
_rqcheck_folder() { _files -/ "$@"; }

_rqcheck() {
    local context state state_descr line rqcheck=$words[1]
    typeset -A opt_args
