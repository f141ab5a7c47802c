#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# parallel.sh RQCHECK: tests a campaign whose workers GNU parallel starts by ssh. The two hosts are this one: sshd
# listens on 127.0.0.1, with a key and a configuration in a temporary folder. A worker that is killed in mid-search,
# and then parallel with all of its workers, change nothing in the results. Exit code 77: parallel or sshd is not
# installed, or this user cannot log in by ssh.
# shellcheck disable=SC2317 # conditions that are passed to a function
set -u
rqcheck=$(realpath "$1")
for program in parallel ssh ssh-keygen /usr/sbin/sshd; do
    command -v $program >/dev/null && continue
    echo "left out: $program is not installed (packages parallel, openssh-client and openssh-server)"
    exit 77
done

# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../../dev/testing/checks.sh"
state=$directory/state
search=(run mutual-exclusion --cpus 4 --revision v7.3)
export NO_COLOR=1

# Every process of this test names the folder of the test on its command line.
stop_all() {
    for _ in {1..50}; do
        pkill -9 -f -- "$directory" || break
        sleep 0.1
    done
    [[ -z $made ]] || rmdir "$made"
}
made=''
trap 'stop_all; rm -rf "$directory"' EXIT
trap 'exit 1' INT TERM HUP

show_logs() { tail -n 5 "$directory"/log.* 2>/dev/null; }
has_units() { (($(find "$state/done" -type f ! -name '.*' | wc -l) >= $1)); }
# workers: prints those that were started, without their engines.
workers() { pgrep -f "^$rqcheck work $state" | while read -r pid; do
    [[ $(ps -o args= -p "$(ps -o ppid= -p "$pid" | tr -d ' ')") == "$rqcheck work"* ]] || echo "$pid"
done; }
has_workers() { (($(workers | wc -l) == $1)); }
is_complete() { "$rqcheck" "${search[@]}" --state "$state" --no-work 2>&1 | grep -qF 'all execution graphs'; }

# The hosts n1 and n2.
port=$((20000 + RANDOM % 10000))
ssh-keygen -q -t ed25519 -N '' -f "$directory/host" && ssh-keygen -q -t ed25519 -N '' -f "$directory/key" || exit 1
cat >"$directory/sshd_config" <<END
ListenAddress 127.0.0.1:$port
HostKey $directory/host
AuthorizedKeysFile $directory/key.pub
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
END
cat >"$directory/ssh_config" <<END
Host n1 n2
    HostName 127.0.0.1
    Port $port
    IdentityFile $directory/key
    IdentitiesOnly yes
    UserKnownHostsFile $directory/known
    StrictHostKeyChecking no
    LogLevel ERROR
END
# sshd of root wants this folder, which the start of a machine makes.
if ((EUID == 0)) && [[ ! -e /run/sshd ]]; then
    mkdir -m 755 /run/sshd || exit 1
    made=/run/sshd
fi
/usr/sbin/sshd -D -f "$directory/sshd_config" -E "$directory/log.sshd" &
disown
for _ in {1..50}; do
    ssh -F "$directory/ssh_config" n1 true 2>"$directory/out" && break
    sleep 0.1
done
if ! ssh -F "$directory/ssh_config" n1 true 2>"$directory/out"; then
    echo "left out: sshd of a test does not let $(id -un) log in: $(grep 'not allowed' "$directory/log.sshd" | tail -n 1)"
    exit 77
fi

# work LOG: helps on both hosts until nothing is left. A worker that is killed is started again on the other host, which
# has a place for it.
work() {
    TMPDIR=$directory PARALLEL_REMOTE_TMPDIR=$directory PARALLEL_HOME=$directory/parallel parallel --will-cite --retries 3 --joblog "$1" \
        --ssh "ssh -F $directory/ssh_config" --sshlogin 2/n1,2/n2 "$rqcheck work $state # {}" ::: 1 2 \
        >"$directory/log.$BASHPID" 2>&1
}

"$rqcheck" "${search[@]}" --state "$state" --no-work >"$directory/out" 2>&1
[[ $? == 3 ]] || complain "the beginning of a campaign: $(cat "$directory/out")"
work "$directory/jobs-1" &
job=$!
until_ 20 "both workers explore units" has_units 4
until_ 20 "both workers run" has_workers 2
killed=$(workers | head -n 1)
kill -9 "$killed"
until_ 20 "parallel starts a worker again" has_workers 2
kill -0 "$killed" 2>/dev/null && complain "the worker was not killed"
until_ 20 "both workers explore units" has_units 12

# Now parallel and all of its workers are killed.
disown $job
for _ in {1..50}; do
    pkill -9 -f "(parallel|ssh|rqcheck).*work $state" || break
    sleep 0.1
done
until_ 10 "no worker is left" has_workers 0
is_complete && complain "the search was over before parallel was killed"
work "$directory/jobs-2" || complain "parallel fails when it is started again: $(cat "$directory"/log.*)"

"$rqcheck" "${search[@]}" --state "$state" >"$directory/campaign" 2>&1 || complain "the campaign fails"
"$rqcheck" "${search[@]}" -j 2 >"$directory/undisturbed" 2>&1 || complain "the search fails without parallel"
without_seconds() { sed -E 's/[0-9.]+ s;/S;/' "$1"; }
diff <(without_seconds "$directory/undisturbed") <(without_seconds "$directory/campaign") ||
    complain "a campaign that was killed has other results"
grep -qF 'searched   4389096 executions, 4389096 of them complete, 1494 more discarded' "$directory/campaign" ||
    complain "not all executions were explored"
exit $failed
