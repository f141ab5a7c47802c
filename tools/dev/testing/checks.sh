# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# For tests that are scripts: a directory that goes when they end, and what went wrong. They end with `exit $failed`.

directory=$(mktemp -d) || exit 1
trap 'rm -rf "$directory"' EXIT
failed=0

complain() {
    echo "FAILED: $*"
    # shellcheck disable=SC2034 # for the script that sources this
    failed=1
}
