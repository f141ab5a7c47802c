#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# matrix_files.sh RQCHECK ARGUMENT...: prints the files that `matrix --markdown` writes, for golden.sh.
set -u
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
"$1" matrix --markdown "$directory" "${@:2}" >/dev/null
code=$?
cd "$directory" || exit 2
find . -type f | sort | while IFS= read -r file; do
    printf '==> %s\n' "$file"
    cat "$file"
done
exit $code
