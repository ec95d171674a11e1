"""The units of systemd: a backup each night, by the account, from which all else is hidden."""

from __future__ import annotations

from tui.verbs.server.installing.drop_in import MARK
from tui.verbs.server.installing.places import Places

BACKUP = "portefeuille-sauvegarde"

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
