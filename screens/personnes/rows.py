"""The rows of the équipe, and what is said of a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from rich.cells import cell_len
from textual.binding import Binding

from models.equipe import Membre
from models.labels import Role
from models.wording import count, show_date, show_moment, show_number
from screens.widgets.columns import Column, Row, measured
from screens.widgets.rows import RowList

NARROW, ROOMY = 80, 100
"""Widths of the window: identifiants go below the first; moments are whole from the second."""

NOM, IDENTIFIANT, ROLE = Column("Nom"), Column("Identifiant"), Column("Rôle", 14)
JOUR, MOMENT = Column("Connexion", 10), Column("Dernière connexion", 18)
ETAT, ETAT_ENTIER = Column("État", 12), Column("État", 24)
CLIENTS = Column("Clients", 7, "right")
LEAST = 11
"""The fewest cells of a name, and of an identifiant: those of its title."""
NEVER = "jamais"
OPEN, HERE = "ouvert", "en ligne"
"""Who may come in, and who is in."""
RIGHTS = {
    Role.ADMINISTRATEUR: "tout, et l'équipe",
    Role.COLLABORATEUR: "inscrit et modifie les clients",
    Role.CONSULTATION: "lit tout, ne change rien",
}
"""What a role allows, in few words."""


class EquipeList(RowList):
    """The people of the cabinet."""

    BINDING_GROUP_TITLE = "Les personnes"
    BINDINGS = [Binding("enter", "open", "Que faire ?", priority=True, id="equipe.open")]

    def show_people(self, people: Sequence[Membre], *, width: int, cursor: str | None) -> None:
        """Show as much of each as the window has room for; a row has their uid as its key."""
        shown = _columns(width)
        rows = [_row(one, shown) for one in people]
        self.show(rows, cursor=cursor, columns=_sized(shown, people, width))


def said_of(membre: Membre) -> str:
    """Say the whole of a person."""
    who, etat, came = _cut_in_rows(membre)
    parts = [who, membre.role.label.lower(), etat, came, count(membre.clients, "client")]
    if membre.cles:
        parts.append(count(len(membre.cles), "clé SSH", "clés SSH"))
    return " · ".join(parts)


def shorter_of(membre: Membre) -> Iterator[str]:
    """Say less and less of it: what a row never cuts goes first, then all but the name and how."""
    who, etat, came = _cut_in_rows(membre)
    yield " · ".join((who, etat.removeprefix(f"{OPEN}, "), came))
    yield f"{who} · {etat}"
    yield f"{membre.called} · {etat}"


def _cut_in_rows(membre: Membre) -> tuple[str, str, str]:
    last = membre.derniere_connexion
    came = f"connexion le {show_moment(last)}" if last else "jamais de connexion"
    who = f"{membre.nom} ({membre.identifiant})" if membre.nom else membre.identifiant
    return who, etat_of(membre), came


def etat_of(membre: Membre) -> str:
    """Say whether a person may come in now, and is in."""
    essais = membre.essais
    if not membre.actif:
        return "fermé"
    if essais.jusqu_a:
        return f"bloqué jusqu'à {_hour(essais.jusqu_a)}"
    there = HERE if membre.seances else OPEN
    failed = count(essais.rates, "essai raté", "essais ratés")
    return f"{there}, {failed}" if essais.rates else there


def counted(people: Sequence[Membre]) -> str:
    """Say how many may come in, and how many no longer may."""
    opened = sum(one.actif for one in people)
    closed = len(people) - opened
    gone = f", {count(closed, 'fermé')}" if closed else ""
    return f"{count(opened, 'accès ouvert', 'accès ouverts')}{gone}."


def _columns(width: int) -> tuple[Column, ...]:
    if width < NARROW:
        return NOM, ROLE, ETAT, CLIENTS
    if width < ROOMY:
        return NOM, IDENTIFIANT, ROLE, JOUR, ETAT, CLIENTS
    return NOM, IDENTIFIANT, ROLE, MOMENT, ETAT_ENTIER, CLIENTS


def _sized(shown: Sequence[Column], people: Sequence[Membre], width: int) -> list[Column]:
    """Give names what they need, then the identifiants what is left of it; titles are whole.

    The states have the room of the longest, which is long where somebody is held up.
    """
    states = {ETAT: _short_etat, ETAT_ENTIER: etat_of}
    fitted = [measured(one, map(states[one], people)) if one in states else one for one in shown]
    needed = {
        NOM: max(cell_len(one.called) for one in people),
        IDENTIFIANT: max(cell_len(one.identifiant) for one in people),
    }
    needed = {one: max(cell_len(one.title), needed[one]) for one in needed}
    left = width - sum((one.width or LEAST) + one.gap for one in fitted) + LEAST
    sized = {}
    for one in (NOM, IDENTIFIANT):
        if one in shown:
            sized[one] = replace(one, width=min(needed[one], left))
            left += LEAST - min(needed[one], left)
    return [sized.get(one, one) for one in fitted]


def _row(membre: Membre, shown: Sequence[Column]) -> Row:
    last = membre.derniere_connexion
    cells = {
        NOM: membre.called,
        IDENTIFIANT: membre.identifiant,
        ROLE: membre.role.label,
        JOUR: show_date(last) if last else NEVER,
        MOMENT: show_moment(last) if last else NEVER,
        ETAT: _short_etat(membre),
        ETAT_ENTIER: etat_of(membre),
        CLIENTS: show_number(membre.clients),
    }
    return Row(membre.uid.hex, tuple(cells[one] for one in shown), dim=not membre.actif)


def _short_etat(membre: Membre) -> str:
    essais = membre.essais
    if membre.actif and essais.jusqu_a:
        return f"bloqué {_hour(essais.jusqu_a)}"
    if membre.actif and essais.rates:
        return count(essais.rates, "raté")
    return etat_of(membre)


def _hour(instant: datetime) -> str:
    return instant.astimezone().strftime("%H:%M")
