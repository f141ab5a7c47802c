#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# slurm.sh RQCHECK: tests a campaign on a real Slurm cluster. Its two nodes are on this host, its files in a temporary
# folder. A task that is told to stop ends in order. A node that fails in mid-search changes nothing in the results.
# Exit code 77: Slurm is not installed, or this user cannot start it.
# shellcheck disable=SC2317 # conditions that are passed to a function
set -u
rqcheck=$(realpath "$1")
batch=$(realpath "$(dirname "$0")/../../slurm/rqcheck.sbatch")

leave_out() {
    echo "left out: $*"
    exit 77
}
((EUID == 0)) || leave_out "only root can start a Slurm cluster"
for program in munged slurmctld slurmd sbatch; do
    command -v $program >/dev/null || leave_out "$program is not installed (packages slurm-wlm and munge)"
done

# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../../dev/testing/checks.sh"
state=$directory/state
search=(run mutual-exclusion --cpus 4 --revision v7.3)
# All processes of this cluster, and none of another one, have this variable.
export SLURM_CONF=$directory/slurm.conf RQCHECK=$rqcheck NO_COLOR=1

# ours VARIABLE=VALUE...: prints the processes of this cluster that were started with one of these variables, or all.
# slurmstepd hides its variables. It is the parent of a task, and stands before the task.
ours() {
    local process variable parent
    for process in $(env -u SLURM_CONF grep -lszxF -e "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ); do
        for variable in "${@:-SLURM_CONF=$SLURM_CONF}"; do
            grep -qszxF -e "$variable" "$process" || continue
            process=${process//[^0-9]/}
            parent=$(ps -o ppid= -p "$process" | tr -d " ")
            ((${parent:-0} > 0)) || parent=1
            [[ $(ps -o comm= -p "$parent") != slurmstepd ]] || echo "$parent"
            echo "$process"
            break
        done
    done
}

# kill_ours VARIABLE=VALUE...: kills these processes with SIGKILL, and those that they start meanwhile.
kill_ours() {
    local processes
    for _ in {1..50}; do
        processes=$(ours "$@")
        [[ -n $processes ]] || return 0
        # shellcheck disable=SC2086 # several processes
        kill -9 $processes 2>/dev/null
        sleep 0.1
    done
    complain "processes are left: $processes"
}

show_logs() { tail -n 5 "$directory"/log/* "$directory"/task-* 2>/dev/null; }

units() { find "$state/done" -type f ! -name '.*' | wc -l; }
has_units() { (($(units) >= $1)); }
has_idle_nodes() { (($(sinfo --noheader --Node --states=idle --format=%N 2>/dev/null | wc -l) == $1)); }
has_running_tasks() { (($(squeue --noheader --array --states=R --format=%A 2>/dev/null | wc -l) == $1)); }
has_no_tasks() { [[ -z $(squeue --noheader --format=%A 2>&1) ]]; }
# has_restarted: one of the tasks was queued again.
has_restarted() { scontrol show job 2>/dev/null | grep -qE 'Restarts=[1-9]'; }
# is_complete: the campaign has explored all.
is_complete() { "$rqcheck" "${search[@]}" --state "$state" --no-work 2>&1 | grep -qF 'all execution graphs'; }

trap 'kill_ours; rm -rf "$directory"' EXIT
trap 'exit 1' INT TERM HUP

# The key must be secret, and its folder too; the folder of the socket must be open.
mkdir -m 700 "$directory/secret" && mkdir -m 755 "$directory/run" && mkdir "$directory"/{log,saved} || exit 1
(umask 077 && head -c 128 /dev/urandom >"$directory/secret/key") || exit 1
port=$((20000 + RANDOM % 10000))
cat >"$SLURM_CONF" <<END
ClusterName=rqcheck
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
# A task is not queued again before the credential of its first run has expired: after 120 s without this.
AuthInfo=socket=$directory/run/munge,cred_expire=5
CredType=cred/munge
# A node counts as failed when it has not answered for so many seconds.
SlurmdTimeout=5
MessageTimeout=5
KillWait=5
SchedulerParameters=sched_interval=2
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MailProg=/bin/true
StateSaveLocation=$directory/saved
SlurmctldPidFile=$directory/run/slurmctld.pid
SlurmctldLogFile=$directory/log/slurmctld
SlurmdPidFile=$directory/run/slurmd.%n.pid
SlurmdLogFile=$directory/log/slurmd.%n
SlurmdSpoolDir=$directory/spool.%n
NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=1 State=UNKNOWN
NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=1 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
# slurmd loads such a plugin although nothing uses it. This one needs no mounted control groups.
echo "CgroupPlugin=cgroup/v1" >"$directory/cgroup.conf"

# --force: a folder above may be open to all, as /tmp is.
munged --force --key-file="$directory/secret/key" --seed-file="$directory/secret/seed" \
    --log-file="$directory/log/munged" --socket="$directory/run/munge" --pid-file="$directory/run/munged.pid" \
    2>"$directory/log/start"
{
    slurmctld
    for node in n1 n2; do RQCHECK_TEST_NODE=$node slurmd -N $node; done
} >>"$directory/log/start" 2>&1
until_ 30 "the cluster starts" has_idle_nodes 2

# The batch script has the name of no file in it, so any folder may be the one in which it is submitted.
cd "$directory" || exit 1
submit() { sbatch --output="$directory/task-%A-%a" "$@" "$batch" "$state" >/dev/null || complain "sbatch $* fails"; }

"$rqcheck" "${search[@]}" --state "$state" --no-work >"$directory/out" 2>&1
[[ $? == 3 ]] || complain "the beginning of a campaign: $(cat "$directory/out")"

# A task gets this signal before its time limit.
submit --array=1
until_ 30 "a task explores units" has_units 2
scancel --batch --signal=TERM --name=rqcheck
until_ 30 "a task that gets SIGTERM ends" has_no_tasks
cp "$directory"/task-*-1 "$directory/out"
says 'stopped, and others may go on'
[[ -z $(ls "$state/reservations") ]] || complain "a task that ended in order leaves reservations: $(ls "$state/reservations")"
rm "$directory"/task-*

# Two tasks, one on each node. One of the nodes fails.
submit --array=1-2
until_ 30 "both tasks run" has_running_tasks 2
until_ 30 "both tasks explore units" has_units $(($(units) + 4))
kill_ours RQCHECK_TEST_NODE=n2 SLURMD_NODENAME=n2
is_complete && complain "the search was over before the node failed"
"$rqcheck" "${search[@]}" -j 2 >"$directory/undisturbed" 2>&1 || complain "the search fails without Slurm"
until_ 60 "the task of the failed node is queued again" has_restarted
until_ 60 "all tasks end" has_no_tasks
for task in "$directory"/task-*; do
    cp "$task" "$directory/out"
    says 'nothing is left to explore'
done

"$rqcheck" "${search[@]}" --state "$state" >"$directory/campaign" 2>&1 || complain "the campaign fails"
without_seconds() { sed -E 's/[0-9.]+ s;/S;/' "$1"; }
diff <(without_seconds "$directory/undisturbed") <(without_seconds "$directory/campaign") ||
    complain "a campaign in which a node fails has other results"
grep -qF 'searched   4389096 executions, 4389096 of them complete, 1494 more discarded' "$directory/campaign" ||
    complain "not all executions were explored"
exit $failed
