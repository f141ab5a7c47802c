#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# convert.sh RQCHECK TRACE [DOT]: tests that the programs which read the formats accept them, if such a program is
# here. Graphviz draws the graph. A ShiViz log counts each host up by one and never goes back. Mermaid's
# activations are balanced.
set -u
rqcheck=$1
trace=$2
dot=${3:-}
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

refused() {
    local text=$1
    shift
    "$rqcheck" convert "$@" >"$directory/out" 2>"$directory/err"
    local code=$?
    [[ $code == 2 && ! -s $directory/out ]] || complain "convert $* exits with $code"
    [[ $(wc -l <"$directory/err") == 1 ]] || complain "convert $* does not say one line: $(cat "$directory/err")"
    grep -qF -- "$text" "$directory/err" || complain "convert $* says: $(cat "$directory/err")"
}

for format in perfetto shiviz dot mermaid; do
    "$rqcheck" convert "$trace" --to "$format" --output "$directory/$format" || complain "$format: exit code $?"
done

if [[ -n $dot ]]; then
    "$dot" -Tsvg "$directory/dot" >"$directory/svg" 2>"$directory/err" || complain "dot exits with $?"
    [[ ! -s $directory/err ]] || complain "dot says: $(cat "$directory/err")"
    grep -qF 'queue.xchg_tail' "$directory/svg" || complain "the graph has no queue.xchg_tail"
fi

# Event lines and clock lines take turns. A host's own count grows by one, and what it knows of others never shrinks.
awk '
    NR % 2 == 0 {
        host = $1
        clock = substr($0, index($0, "{") + 1)
        gsub(/[" }]/, "", clock)
        n = split(clock, parts, ",")
        for (i = 1; i <= n; i++) {
            split(parts[i], part, ":")
            if (part[2] < known[host, part[1]]) { print "line " NR ": " host " forgets " part[1]; bad = 1 }
            if (part[1] == host && part[2] != known[host, host] + 1) { print "line " NR ": a gap"; bad = 1 }
            known[host, part[1]] = part[2]
        }
    }
    END { exit bad || NR == 0 || NR % 2 }' "$directory/shiviz" || complain "the ShiViz log is not well formed"

[[ $(grep -c '^  activate' "$directory/mermaid") -ge $(grep -c '^  deactivate' "$directory/mermaid") ]] ||
    complain "Mermaid: more contexts end than begin"
[[ $(grep -c '"ph": "s"' "$directory/perfetto") == $(grep -c '"ph": "f"' "$directory/perfetto") ]] ||
    complain "Perfetto: arrows without an end"

refused "unknown format 'dott', the nearest is 'dot'" "$trace" --to dott
refused "unknown trace 'stuk', the nearest is 'stuck'" "$trace" --what stuk
refused "is not a token, a file with one, or one of traces: No such file" "$directory/none"
refused "no token: one begins with" "$0"
refused "convert what?"
head -c 3000 "$trace" >"$directory/cut"
refused "$directory/cut: " "$directory/cut"

exit $failed
