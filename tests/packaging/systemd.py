"""Something that answers as systemd does to the words of a package."""

from __future__ import annotations

from tests.packaging.machine import Machine

SYSTEMCTL = r"""#!/bin/sh
# What systemd would do with a service whose KillMode is process, and what it was told.
echo "$*" >>/run/systemctl
unit=$(for word in "$@"; do :; done; echo "${word%.service}")
units=/etc/systemd/system
file=$units/$unit.service
case "$1" in is-enabled) [ -e "$units/multi-user.target.wants/$unit.service" ]; exit ;; esac
[ "$unit" = portefeuille-veille ] || exit 0
pid=/run/$unit.pid
case "$1" in
stop | restart | try-restart)
    [ ! -e $pid ] || { kill "$(cat $pid)"; tail --pid="$(cat $pid)" -f /dev/null; rm $pid; } ;;
esac
case "$1" in
start | restart | try-restart)
    run=$(sed -n 's/^ExecStart=//p' $file)
    base=$(sed -n 's/^ConditionPathExists=//p' $file)
    [ -e "$base" ] || exit 0
    install -d -o portefeuille -m 700 /run/portefeuille
    mkfifo /run/ready.$$
    setsid setpriv --reuid portefeuille --regid portefeuille --clear-groups \
        env HOME=/ XDG_DATA_HOME=/var/lib $run >/run/ready.$$ 2>>/run/veille.log &
    echo $! >$pid
    read -r _ </run/ready.$$ ;;
esac
"""


def put_systemd(machine: Machine) -> None:
    """Have the machine run by something that answers as systemd does, to the words of a package."""
    machine.sh("mkdir -p /run/systemd/system; : >/run/systemctl")
    machine.run("/bin/sh", "-c", "cat >/usr/bin/systemctl.new", typed=SYSTEMCTL)
    machine.sh("chmod 755 /usr/bin/systemctl.new; mv /usr/bin/systemctl.new /usr/bin/systemctl")


def told_to_systemd(machine: Machine) -> list[str]:
    """Give what systemd was told since it was last asked for."""
    return machine.sh("cat /run/systemctl; : >/run/systemctl").splitlines()
