#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# file_of.sh OPTION COMMAND...: prints the file that the command writes for this option, for golden.sh.
set -u
file=$(mktemp)
trap 'rm -f "$file"' EXIT
"${@:2}" "$1" "$file" >/dev/null
code=$?
cat "$file"
exit $code
