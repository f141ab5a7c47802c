#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# rebuilt.sh NINJA BUILD OBJECT TABLE: does the build make the object again when the table changes? If not, the copies
# in it have other numbers.
set -u
ninja=$1
build=$2
object=${3#"$build"/}
table=${4#"$build"/}
"$ninja" -C "$build" -t query "$object" | sed '/outputs:/,$d' | grep -qE "[ |]$table\$" && exit 0
echo "$object does not depend on $table"
exit 1
