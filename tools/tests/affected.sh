#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# affected.sh RQCHECK FINDINGS: does docs/findings.md say of each kernel the findings that a search finds in it?
set -u
# Prints the table: the line with the kernels, and a line for each finding.
table() { grep -E '^(F[0-9]+| {2,}v6\.15) +(yes|no|v6\.16|\?)'; }
printed=$("$1" affected -j 2 2>/dev/null | table)
if [[ -z $printed || $printed != "$(table <"$2")" ]]; then
    echo "FAILED: the table of $2 is not what rqcheck affected prints:"
    echo "$printed"
    exit 1
fi
