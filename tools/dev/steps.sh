# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Runs the steps of a script, and prints a table of how long each step took. To be sourced.

failed=()
step_names=()
step_results=()
step_seconds=()

bold='' plain=''
if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then bold=$'\033[1m' plain=$'\033[0m'; fi

# record_step NAME RESULT SECONDS
record_step() {
    step_names+=("$1")
    step_results+=("$2")
    step_seconds+=("$3")
    [[ $2 == ok ]] || failed+=("$1")
}

# step NAME COMMAND...: runs the command under a heading, and records its result and its wall time.
step() {
    local name=$1 begin=$SECONDS result=ok
    shift
    echo "${bold}== $name${plain}"
    "$@" || result=FAILED
    record_step "$name" "$result" $((SECONDS - begin))
    echo "-- $name: $result, $((SECONDS - begin)) s"
    [[ $result == ok ]]
}

# The steps up to now, with their wall time in seconds.
print_steps() {
    local i sum=0
    echo "${bold}== steps, wall seconds${plain}"
    for i in "${!step_names[@]}"; do
        printf '%6d  %-6s  %s\n' "${step_seconds[i]}" "${step_results[i]}" "${step_names[i]}"
        sum=$((sum + step_seconds[i]))
    done
    printf '%6d  %-6s  %s\n' "$sum" "$( ((${#failed[@]} == 0)) && echo ok || echo FAILED)" "all steps"
}

# last_step NAME COMMAND...: a step that runs CTest. The table of the steps stands before CTest's closing lines (the
# share of tests that passed, and what follows), so that these lines end the output. The step fails if any step has
# failed, so it can be the last command of a script.
last_step() {
    local name=$1 begin=$SECONDS result closing='' line
    shift
    echo "${bold}== $name${plain}"
    exec {tests}< <("$@" 2>&1; echo "result $?")
    while IFS= read -r line <&"$tests"; do
        if [[ $line =~ ^result\ ([0-9]+)$ ]]; then
            result=${BASH_REMATCH[1]}
        elif [[ -n $closing || $line =~ ^[0-9]+%\ tests\ passed ]]; then
            closing+=$line$'\n'
        else
            printf '%s\n' "$line"
        fi
    done
    exec {tests}<&-
    [[ ${result:-1} == 0 ]] && result=ok || result=FAILED
    record_step "$name" "$result" $((SECONDS - begin))
    print_steps
    printf '\n%s' "$closing"
    ((${#failed[@]} == 0))
}
