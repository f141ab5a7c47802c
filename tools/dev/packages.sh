# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The Debian packages that the project needs, and a function that installs the missing ones. To be sourced.

# Read by the scripts that source this file.
# shellcheck disable=SC2034
build_packages=(g++ cmake ninja-build relacy-dev catch2 libcli11-dev libfmt-dev nlohmann-json3-dev libboost-context-dev libkainjow-mustache-dev patch universal-ctags)
# These compile the lock of a kernel tree and C files of users. rqcheck works without them where no such
# file is checked.
# shellcheck disable=SC2034
kernel_packages=(clang llvm)
# shellcheck disable=SC2034
test_packages=(clang llvm clang-format clang-tidy gdb gnuplot-nox graphviz groff-base help2man linkchecker mkdocs munge openssh-client openssh-server parallel pkgconf shellcheck slurm-wlm chromium zsh)

# shellcheck disable=SC2034
bench_packages=(libbenchmark-dev libck-dev valgrind)

# Installs those of the named packages that are not installed.
require_packages() {
    local package missing=()
    for package in "$@"; do
        [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == "install ok installed" ]] ||
            missing+=("$package")
    done
    ((${#missing[@]} > 0)) || return 0

    echo "Missing Debian packages: ${missing[*]}"
    local as_root=()
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            echo "Install them as root: apt-get install ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install --yes --no-install-recommends "${missing[@]}"
}
