#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# test.sh BUILD-DIRECTORY CXX: installs the library, and builds a copy of the example against the install alone, once
# with find_package and once with pkg-config.
set -eu
build=$1
cxx=$2
example=$(dirname "$0")/example
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

cmake --install "$build" --prefix "$directory/usr" --component rqspinlock >"$directory/log"
# The place of the installation must not matter.
mv "$directory/usr" "$directory/moved"
cp -r "$example" "$directory/example"

configure_and_build() {
    cmake -S "$directory/example" -B "$directory/build" -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_PREFIX_PATH="$directory/moved" && cmake --build "$directory/build"
}
if ! configure_and_build >"$directory/log" 2>&1; then
    cat "$directory/log"
    exit 1
fi
"$directory/build/counter"

PKG_CONFIG_PATH=$(dirname "$(find "$directory/moved" -name rqspinlock.pc)")
export PKG_CONFIG_PATH
read -ra flags <<<"$(pkg-config --cflags --libs rqspinlock)"
"$cxx" -std=c++20 -O2 "$directory/example/counter.cpp" -o "$directory/counter" "${flags[@]}"
"$directory/counter"

# No part of the checker may be installed.
if grep -rlE '#include "(model|tools|scenarios)/' "$directory/moved"; then
    echo "^ needs what is not installed"
    exit 1
fi
if grep -rnE '"(section|flag|await|program)\.[a-z_]+"' "$directory/moved"; then
    echo "^ a site of the rig"
    exit 1
fi
