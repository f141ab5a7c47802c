#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# binaries.sh SOURCE BUILD PROGRAM...: each program must be one that can be shipped. Its tables of addresses are read-only
# after the start, no stack is executable, calls of the C library check the sizes of their buffers, it has a build ID, and
# no path of the folders in which it was built but those that it uses on purpose.
set -u
source=$1 build=$2
shift 2
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../../dev/testing/checks.sh"

# has WHAT PATTERN: expects a line in what was read of the program.
has() { grep -qE -- "$2" "$directory/elf" || complain "$name: $1"; }

# Paths on purpose. source_path.cpp cuts off the folder of the sources. tools/variant compiles changes of the user's with
# the sources and in the folder of the build, and runs scripts of the source tree.
on_purpose=("$source" "$source/" "$build" "$source/tools/kernel/compile-file")

for program; do
    name=${program##*/}
    readelf --wide --program-headers --dynamic --notes --dyn-syms "$program" >"$directory/elf" 2>/dev/null
    has "no RELRO" '^ *GNU_RELRO'
    has "symbols are not bound at the start" 'BIND_NOW|FLAGS_1.*NOW'
    has "the stack is executable" '^ *GNU_STACK .* RW  '
    has "no build ID of SHA-1" 'Build ID: [0-9a-f]{40}$'
    has "stacks are not protected" '__stack_chk_fail'
    has "no function is fortified" '__[a-z]+_chk(@|$)'
    readelf --file-header "$program" | grep -qE 'Type: *DYN' || complain "$name: not position-independent"
    while read -r path; do
        for allowed in "${on_purpose[@]}"; do
            [[ $path != "$allowed" ]] || continue 2
        done
        complain "$name: it has the path $path"
    done < <(strings --all --bytes=4 "$program" | grep -F -e "$source/" -e "$build/" | sort -u)
done
exit $failed
