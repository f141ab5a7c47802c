#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# kernel_map.sh SOURCE [PAGE]: does docs/kernel-map.md, or PAGE, say where each site is? Each site of lock/sites.hpp
# must be in it. Each function that it names must be in the file that it names, and each site of a row must be used in
# a function of that row.
set -u
source=$1
page=${2:-$source/docs/kernel-map.md}
failed=0

complain() {
    echo "$page: $*"
    failed=1
}

declare -A enumerator=() is_there=()
while read -r id name; do
    enumerator[$name]=$id
done < <(sed -nE 's/^ *SITE\(([a-z0-9_]+), *"([a-z0-9_.]+)".*/\1 \2/p' "$source/lock/sites.hpp")
((${#enumerator[@]} > 0)) || complain "no site found in lock/sites.hpp"

# body FILE FUNCTION: prints the text of the function's definition, or nothing if there is none.
body() {
    [[ -f $source/lock/$1 ]] || return
    awk -v name="$2" '
        !inside && !/^ *(\/\/|return |else |if |while )/ &&
            $0 ~ "^ *(\\[\\[[a-z_:]+\\]\\] )?([A-Za-z_][A-Za-z0-9_:<>, ]*[&*]* )?" name "\\([^;]*$" { inside = 1 }
        inside {
            print
            opened += gsub(/{/, "{")
            closed += gsub(/}/, "}")
            if (opened > 0 && opened == closed) exit
        }' "$source/lock/$1"
}

# shellcheck disable=SC2016  # backquotes are of the page
while IFS= read -r row; do
    text=""
    while read -r place; do
        found=$(body "${place%%:*}" "${place##*: }")
        [[ -n $found ]] || complain "no function ${place##*: } in lock/${place%%:*}"
        text+=$found
    done < <(grep -oE '`[a-z_]+\.hpp: [A-Za-z_]+`' <<<"$row" | tr -d '`')
    IFS='|' read -r _ _ sites _ <<<"$row"
    while read -r site; do
        [[ -n $site ]] || continue
        is_there[$site]=1
        if [[ -z ${enumerator[$site]:-} ]]; then
            complain "no site $site in lock/sites.hpp"
        elif ! grep -qw "Site::${enumerator[$site]}" <<<"$text"; then
            complain "no function of its row uses $site"
        fi
    done < <(grep -oE '`[a-z]+\.[a-z_]+`' <<<"$sites" | tr -d '`')
done < <(grep '^|' "$page")

for site in "${!enumerator[@]}"; do
    [[ -n ${is_there[$site]:-} ]] || complain "$site is missing"
done
exit $failed
