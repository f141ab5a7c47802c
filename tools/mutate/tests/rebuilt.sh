#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# rebuilt.sh NINJA BUILD OBJECT TABLE: is the object made anew with the table? Else its copies have other numbers.
set -u
ninja=$1
build=$2
object=${3#"$build"/}
table=${4#"$build"/}
"$ninja" -C "$build" -t query "$object" | sed '/outputs:/,$d' | grep -qE "[ |]$table\$" && exit 0
echo "$object does not depend on $table"
exit 1
