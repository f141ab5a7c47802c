#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# site.sh SOURCE RQCHECK: builds the documentation site, and looks for links in it that lead nowhere.
set -u
source=$1
export RQCHECK=$2
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"
command -v mkdocs >/dev/null || { echo "left out: there is no mkdocs"; exit 0; }

chmod 755 "$directory"  # linkchecker gives up the rights of root, and reads the site
"$source/tools/site/build" "$directory/site" >"$directory/out" 2>&1 || complain "the site is not built: $(tail -n 3 "$directory/out")"
for page in index pages findings trace run/matrix run/f4; do
    [[ -s $directory/site/$page.html ]] || complain "there is no page $page"
done
grep -q 'waits for ever' "$directory/site/run/f4.html" || complain "the page of F4 has no trace"

if command -v linkchecker >/dev/null; then
    HOME=$directory linkchecker --no-status --no-warnings --output text "file://$directory/site/index.html" >"$directory/out" 2>&1 ||
        complain "links lead nowhere: $(grep -E '^(URL|Parent|Result)' "$directory/out" | head -n 12)"
else
    echo "links are not followed: there is no linkchecker"
fi

# A place in a page: "PAGE#PLACE" of each link, and of each id.
cd "$directory/site" || exit 1
for page in *.html; do
    grep -oE 'href="[a-z-]*(\.html)?#[^"]+"' "$page" | sed -E "s/^href=\"//; s/\"\$//; s/^#/$page#/"
done | sort -u >"$directory/meant"
for page in *.html; do grep -oE ' (id|name)="[^"]+"' "$page" | sed -E "s/^ (id|name)=\"/$page#/; s/\"\$//"; done | sort -u >"$directory/there"
missing=$(comm -23 "$directory/meant" "$directory/there" | grep -v '#$')
[[ -z $missing ]] || complain "places that are not there: $missing"
[[ -s $directory/meant ]] || complain "no link names a place"

exit $failed
