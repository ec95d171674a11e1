"""The units of systemd: a backup each night, by the account, from which all else is hidden."""

from __future__ import annotations

from tui.verbs.server.installing.drop_in import MARK
from tui.verbs.server.installing.places import Places, in_a_shell, run_by

BACKUP, WATCH = "portefeuille-sauvegarde", "portefeuille-veille"

HARDENED = """\
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
LimitCORE=0
UMask=0077
"""
"""What any unit of the program may be held to."""


def backup_service(places: Places) -> str:
    """Write the backup itself."""
    return f"""\
{MARK} la sauvegarde de chaque nuit. Écrit par « serveur installer ».
[Unit]
Description=Sauvegarde de Portefeuille
ConditionPathExists={places.settings}

[Service]
Type=oneshot
User={places.account.name}
ExecStart={places.backup_script}
ReadWritePaths={places.data} {places.backups}
Nice=10
{HARDENED}"""


def watch_service(places: Places) -> str:
    """Write the warmed process: its sessions outlive it, and without it they start plainly."""
    run = in_a_shell(run_by())
    return f"""\
{MARK} le programme, prêt pour chaque session. Écrit par « serveur installer ».
[Unit]
Description=Portefeuille, prêt pour chaque session
After=postgresql.service
ConditionPathExists={places.base}

[Service]
Type=notify
User={places.account.name}
ExecStart={run} --config {places.settings} veille --socket {places.socket}
Restart=on-failure
KillMode=process
TimeoutStartSec=60
RuntimeDirectory={places.socket.parent.name}
RuntimeDirectoryMode=0700
RuntimeDirectoryPreserve=yes
ReadWritePaths={places.data}
Environment=HOME={places.home} XDG_DATA_HOME={places.data.parent} LANG=C.UTF-8 LC_ALL=C.UTF-8
TasksMax=1024
{HARDENED}
[Install]
WantedBy=multi-user.target
"""


def backup_timer() -> str:
    """Write when it is made; a machine that was off at that hour makes it when it is on again."""
    return f"""\
{MARK} quand la sauvegarde se fait. Écrit par « serveur installer ».
[Unit]
Description=Sauvegarde de Portefeuille, chaque nuit

[Timer]
OnCalendar=*-*-* 02:00:00
RandomizedDelaySec=15min
Persistent=yes

[Install]
WantedBy=timers.target
"""
