#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# golden.sh FILE COMMAND...: compares the command's output, stderr and exit code with the file.
# With RQCHECK_UPDATE_GOLDEN set, writes the file instead (see update_golden).
set -u
file=$1
shift

# The path of the executable is not part of the output that people see. Replay tokens are long, and other tests are about
# them: see replay.sh.
actual=$("$@" 2>&1 </dev/null; echo "exit code $?")
actual=$(sed -E 's/rq[0-9]+\.[A-Za-z0-9._-]+/TOKEN/g' <<<"$actual")

if [[ -n ${RQCHECK_UPDATE_GOLDEN:-} ]]; then
    printf '%s\n' "$actual" >"$file"
    exit 0
fi
if ! diff -u --label "$file" --label "what it prints now" "$file" <(printf '%s\n' "$actual"); then
    echo "If this is how it should be: tools/tests/update_golden [BUILD DIRECTORY]"
    exit 1
fi
