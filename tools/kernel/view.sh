# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A view of a kernel's headers: the headers of the locks are the tree's, all others are the shim. To be sourced.

# link_headers TREE VIEW HEADER...: links these headers of include/asm-generic, and x86's qspinlock.h, if the
# tree has them.
link_headers() {
    local tree=$1 view=$2 header
    shift 2
    mkdir -p "$view/asm-generic" "$view/x86"
    for header in "$@"; do
        [[ ! -e $tree/include/asm-generic/$header.h ]] ||
            ln -s "$tree/include/asm-generic/$header.h" "$view/asm-generic/$header.h"
    done
    [[ ! -e $tree/arch/x86/include/asm/qspinlock.h ]] ||
        ln -s "$tree/arch/x86/include/asm/qspinlock.h" "$view/x86/qspinlock.h"
}

# stand_in SHIM VIEW PATTERN FILE...: puts the shim in place of each header that the files include, that matches the
# pattern, and that is in neither folder.
stand_in() {
    local shim=$1 view=$2 pattern=$3 header
    shift 3
    grep -hoE "^[[:space:]]*#[[:space:]]*include[[:space:]]*<$pattern>" "$@" 2>/dev/null |
        sed -E 's/.*<([^>]+)>/\1/' | sort -u | while read -r header; do
        [[ ! -e $shim/$header && ! -e $view/$header ]] || continue
        mkdir -p "$view/$(dirname "$header")"
        echo '#include "shim.h"' >"$view/$header"
    done
}
