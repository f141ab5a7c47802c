#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ci_snippets.sh PAGE BUILD: the files for CI services in the page are YAML, and their commands of rqcheck run on an installed
# rqcheck, as the services would run them.
set -u
page=$1 build=$2
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"
python3 -c 'import yaml' 2>/dev/null || { echo "left out: there is no YAML parser for Python"; exit 0; }

cmake --install "$build" --component rqcheck --prefix "$directory/installed" >"$directory/out" 2>&1 ||
    complain "rqcheck is not installed: $(tail -n 1 "$directory/out")"
commands=$(python3 - "$page" <<'END'
import re, sys, yaml

def texts(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("run", "script"):
                yield from inner if isinstance(inner, list) else [inner]
            else:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)

snippets = re.findall(r"^```yaml\n(.*?)^```$", open(sys.argv[1]).read(), re.S | re.M)
for snippet in snippets:
    for text in texts(yaml.safe_load(snippet)):
        if re.match(r"\S*bin/rqcheck ", text):
            print(" ".join(text.split()))
sys.exit(0 if len(snippets) == 2 else 1)
END
) || complain "the page has not two files of YAML"
[[ $(wc -l <<<"$commands") == 2 ]] || complain "not each file has a command of rqcheck: $commands"

cd "$directory" || exit 1
while IFS= read -r command; do
    command=$(sed -E 's#^[^ ]*bin/rqcheck#installed/bin/rqcheck#' <<<"$command")
    bash -c "${command/--baseline/--write-baseline}" >out 2>&1 || complain "'$command' makes no baseline: $(tail -n 1 out)"
    bash -c "$command" >out 2>&1 || complain "'$command' exits with $?: $(tail -n 1 out)"
    grep -q ' 0 worse' out || complain "'$command' compares nothing"
    [[ -s junit.xml ]] || complain "'$command' writes no JUnit"
done <<<"$commands"

exit $failed
