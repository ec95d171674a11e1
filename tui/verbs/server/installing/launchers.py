"""What runs the program: for sshd, for who administers the machine, for the timer."""

from __future__ import annotations

import sys

from tui.verbs.server.installing.drop_in import MARK
from tui.verbs.server.installing.places import Places, client_words, in_a_shell, run_by

KEPT = 30
"""How many daily backups stay."""

ALLOWED = frozenset(
    {
        *("PATH", "HOME", "XDG_DATA_HOME", "LANG", "LC_ALL", "TERM", "COLORTERM", "NO_COLOR"),
        *("SSH_CONNECTION", "SSH_ORIGINAL_COMMAND", "LC_CTYPE"),
    }
)
"""All that the program may find in its environment; Python itself may set LC_CTYPE."""

GONE = (
    "Portefeuille ne démarre plus : le serveur n'a plus le Python pour lequel il a été installé. "
    "La base n'a pas été touchée. Qui tient le serveur le réinstalle : docs/serveur.md, "
    "« Une nouvelle Debian »."
)
"""What is said where a new system has taken the interpreter, or the package, away."""


def session(places: Places) -> str:
    """Write what sshd runs for each who comes: a new environment, and Python that reads none."""
    return f"""\
#!/bin/sh
{MARK} ce que sshd lance pour qui arrive par sa clé. Écrit par « serveur installer ».
# Rien de l'environnement n'entre, sinon ceci ; Python (-I) n'en lit rien non plus.
umask 077
ulimit -c 0
LC_ALL=C
export LC_ALL
clean() {{
    case "$1" in '' | *[!A-Za-z0-9.+-]*) return 1 ;; esac
    [ "${{#1}}" -le 40 ]
}}
[ -z "${{TERM-}}" ] || clean "$TERM" || TERM=xterm-256color
clean "${{COLORTERM-}}" || COLORTERM=
clean "${{NO_COLOR-}}" || NO_COLOR=
cd / || exit 1
{_there()}
exec {_fresh(places)} \\
    TERM="${{TERM-}}" ${{COLORTERM:+COLORTERM="$COLORTERM"}} ${{NO_COLOR:+NO_COLOR="$NO_COLOR"}} \\
    SSH_CONNECTION="${{SSH_CONNECTION-}}" SSH_ORIGINAL_COMMAND="${{SSH_ORIGINAL_COMMAND-}}" \\
    {in_a_shell(client_words(places.socket))} --config {places.settings} "$@"
"""


def admin(places: Places) -> str:
    """Write the command of who administers: the account's program, under its settings."""
    where = f"--compte {places.account.name}"
    if places.is_trial:
        where = f"--racine {places.root} {where}"
    run = f'{_fresh(places)} TERM="${{TERM-}}" \\\n    {_program(places)}'
    return f"""\
#!/bin/sh
{MARK} ses commandes, dans le compte {places.account.name}, avec ses réglages.
# Écrit par « serveur installer ». Qui est root ici est de confiance : il peut tout lire.
{_there()}
if [ "${{1-}}" = serveur ]; then
    exec {_fresh(places)} TERM="${{TERM-}}" NO_COLOR="${{NO_COLOR-}}" \\
        {in_a_shell(run_by())} "$@" {where}
fi
umask 077
ulimit -c 0
cd / || exit 1
case "$(id -un)" in
    {places.account.name}) as= ;;
    root) as='runuser -u {places.account.name} --' ;;
    *) echo "Il faut être root : sudo {places.admin.name} $*" >&2; exit 1 ;;
esac
exec $as {run} "$@"
"""


def backup(places: Places) -> str:
    """Write what the timer runs: what is said is one line of the journal of the machine."""
    return f"""\
#!/bin/sh
{MARK} la sauvegarde de chaque nuit. Écrit par « serveur installer ».
said=$({places.admin} sauvegarder --dans {places.backups} --garder {KEPT} 2>&1)
status=$?
printf '%s' "$said" | tr '\\n' ' '
echo
exit $status
"""


def _program(places: Places) -> str:
    return f"{in_a_shell(run_by())} --config {places.settings}"


def _there() -> str:
    """Write what stops where Python is not: the shell would say it in English, of a path."""
    return f'[ -x {in_a_shell((sys.executable,))} ] || {{ echo "{GONE}" >&2; exit 1; }}'


def _fresh(places: Places) -> str:
    """Give the environment: crashes are described beside the base, the home is not writable."""
    return (
        f"/usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME={places.home} "
        f"XDG_DATA_HOME={places.data.parent} \\\n    LANG=C.UTF-8 LC_ALL=C.UTF-8"
    )
