#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# doctor.sh RQCHECK: compares what `doctor` says on a made-up machine word for word, except for what this machine
# permits. Then tests it without the programs that are needed. The engines are those of the environment.
set -u
rqcheck=$1
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

# program NAME TEXT: makes a program that prints TEXT, whatever its arguments are.
program() {
    printf '#!/bin/bash\necho "%s"\n' "$2" >"$directory/$1"
    chmod +x "$directory/$1"
}
program g++ "g++ (Debian 12.2.0-14) 12.2.0"
program cmake "cmake version 3.25.1"
program ninja 1.11.1
program gdb "a debugger without a version"
program perf "perf version 6.1.1"
cat >"$directory/dpkg-query" <<'PACKAGES'
#!/bin/bash
case ${!#} in
    shellcheck) echo "not-installed " ;;
    lib*-dev | *json3-dev | catch2 | relacy-dev) echo "installed 1.2-3" ;;
    *) exit 1 ;;
esac
PACKAGES
chmod +x "$directory/dpkg-query"
ln -s "$(command -v bash)" "$directory/sh"
ln -s "$(command -v bash)" "$directory/bash"

doctor() {
    env PATH="$directory" "$rqcheck" doctor
    echo "exit code $?"
}
doctor | sed -E '/^this machine/,/^$/s/^( +[A-Za-z ]+[a-z])  +.*/\1  .../'
echo
rm "$directory/cmake"
RQCHECK_FAKE=aborts doctor | grep -E 'MISSING|missing|exit'
