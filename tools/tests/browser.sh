#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# browser.sh CHROMIUM SCRIPT COMMAND...: COMMAND writes a page to the file that is its last argument. Opens the page
# with SCRIPT added to it. SCRIPT sets <html data-test> to "passed" or to what is wrong. A message on the console
# counts as wrong. COLOUR_SCHEME is what the reader prefers, light or dark; SCRIPT finds it in <html data-scheme>.
set -u
chromium=$1 script=$2 scheme=${COLOUR_SCHEME:-light}
shift 2
declare -A preferred=([dark]=0 [light]=1)
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
"$@" "$directory/page.html" >/dev/null
[[ -s $directory/page.html ]] || { echo "no page"; exit 1; }

{
    sed '$d' "$directory/page.html" | sed '$d'  # </body>, </html>
    printf '<script>document.documentElement.dataset.scheme = "%s";</script>\n' "$scheme"
    printf '<script>\n%s\n</script>\n</body>\n</html>\n' "$(cat "$script")"
} >"$directory/tested.html"
sandbox=()
if ((EUID == 0)); then sandbox=(--no-sandbox); fi  # Chromium refuses a sandbox to root
HOME=$directory timeout 100 "$chromium" --headless --disable-gpu "${sandbox[@]}" --user-data-dir="$directory/profile" \
    --blink-settings="preferredColorScheme=${preferred[$scheme]}" --enable-logging=stderr --virtual-time-budget=10000 --dump-dom "file://$directory/tested.html" \
    >"$directory/dom" 2>"$directory/log"
result=$(grep -o 'data-test="[^"]*"' "$directory/dom")
console=$(grep CONSOLE "$directory/log")
echo "${result:-no result: $(tail -n 5 "$directory/log")}"
echo "${console:-nothing on the console}"
[[ $result == 'data-test="passed"' && -z $console ]]
