#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# cli_page.sh SOURCE BUILD: docs/cli.md is the help of the programs. With RQCHECK_UPDATE_GOLDEN set, writes the page anew.
set -u
page=$1/docs/cli.md
made=$("$1/tools/dev/cli-page" "$2") || exit 1
if [[ -n ${RQCHECK_UPDATE_GOLDEN:-} ]]; then
    printf '%s\n' "$made" >"$page"
    exit 0
fi
diff -u --label docs/cli.md --label "the help of the programs" "$page" <(printf '%s\n' "$made") && exit 0
echo "If this is how it should be: RQCHECK_UPDATE_GOLDEN=1 ctest -R tools.cli-page"
exit 1
