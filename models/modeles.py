"""Modèles de services: sets of boxes that a cabinet keeps under a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from peewee import Expression

from models.cleaning import clean_text, one_line
from models.errors import BadValue, Conflict, NotFound
from models.identifiers.masking import without_nir
from models.labels import Regime, Role, Service
from models.rights import READERS, WRITERS, allowed
from models.storage.failures import gesture, reading
from models.tables import Cabinet, Modele, Operation
from models.tables.inscription import bits_of, services_of
from models.writing import gestes, journal
from models.writing.author import Author
from models.writing.journal import Entry
from models.writing.photograph import developed
from models.writing.undoing import NOT_KEPT

Kept = Sequence[Mapping[str, Any]]
"""Modèles as a photograph has them: nom, services (bits), regime."""

LONGEST = 40

FAMILIES = {
    Regime.GENERAL: "les employeurs",
    Regime.ARTISAN_COMMERCANT: "les indépendants",
    Regime.GERANT_MAJORITAIRE: "les gérants",
}
"""Whose boxes a modèle may tick in advance, in words."""


@dataclass(frozen=True)
class ModeleServices:
    """A name, and the services that it opens; `regime`: whose new clients get them unasked."""

    nom: str
    services: frozenset[Service]
    regime: Regime | None = None


def family(regime: Regime) -> Regime:
    """Give the régime that stands for the form: one for both kinds of independents."""
    return Regime.ARTISAN_COMMERCANT if regime.est_independant else regime


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one once kept, in capitals or not."""
    return one_line(one).casefold() == one_line(other).casefold()


def told_given(nom: str, who: Regime, *, given: bool) -> str:
    """Say whose boxes a modèle ticks in advance, or no longer does."""
    what = "coché" if given else "plus coché"
    return f"Modèle « {nom} » : {what} d'office pour {FAMILIES[family(who)]}."


class Modeles:
    """The modèles of one cabinet; everybody of it shares them."""

    def __init__(
        self, cabinet: Cabinet, role: Role, author: Callable[[], Author], why_no_key: str = ""
    ) -> None:
        self._cabinet = cabinet
        self._author = author
        self.role = role
        self.why_no_key = why_no_key

    @allowed(READERS)
    def all(self) -> tuple[ModeleServices, ...]:
        """Give the modèles, by name."""
        with reading():
            rows = Modele.select().where(self._mine)
            return tuple(sorted(map(_modele, rows), key=lambda one: one.nom.casefold()))

    @allowed(READERS)
    def given(self, regime: Regime) -> frozenset[Service]:
        """Give the boxes that are ticked in advance for a new client of this régime."""
        with reading():
            row = Modele.get_or_none(self._mine & (Modele.regime == family(regime).value))
            return services_of(row.services) if row else frozenset()

    @allowed(WRITERS)
    def keep(
        self, nom: str, services: frozenset[Service], *, replaces: ModeleServices | None = None
    ) -> ModeleServices:
        """Keep `services` under `nom`, instead of what the person saw it stand for.

        BadValue if the name is empty or too long, or if there is no service; Conflict if the
        name, in capitals or not, now stands for anything else than `replaces`.
        """
        name = _name(nom)
        if not services:
            raise BadValue("Un modèle garde des cases cochées : cochez-en une au moins.")
        with gesture():
            author = self._begin()
            there = self._named(name)
            if [_modele(row) for row in there] != ([replaces] if replaces else []):
                raise Conflict(
                    f"Le modèle « {name} » a changé entre-temps : "
                    "rien n'a été gardé. Regardez-le, puis recommencez."
                )
            regime = replaces.regime if replaces else None
            kept = {"nom": name, "services": bits_of(services), "regime": regime}
            (row,) = self._put(author, there, [kept])
            self._record(author, "garder_modele", {"nom": name}, there, [row])
            return _modele(row)

    @allowed(WRITERS)
    def rename(self, nom: str, other: str) -> ModeleServices:
        """Call a modèle otherwise; what it opens, and for whom, stays.

        BadValue if the name is empty, too long or another modèle's; NotFound if it is gone.
        """
        name = _name(other)
        with gesture():
            author = self._begin()
            if not (there := self._named(nom)):
                raise _gone(nom)
            if any(row not in there for row in self._named(name)):
                raise BadValue(
                    f"Un autre modèle s'appelle déjà « {name} » : choisissez un autre nom."
                )
            (row,) = there
            if row.nom != name:
                (row,) = self._put(author, there, [_kept(row) | {"nom": name}])
                self._record(author, "renommer_modele", {"nom": name}, there, [row])
            return _modele(row)

    @allowed(WRITERS)
    def give(self, nom: str, regime: Regime | None) -> None:
        """Tick the boxes of a modèle in advance for new clients of `regime`; None: no longer.

        NotFound if the modèle is no longer there.
        """
        with gesture():
            author = self._begin()
            value = family(regime).value if regime else None
            named = Modele.nom == nom
            touched = self._mine & ((named | (Modele.regime == value)) if value else named)
            before = list(Modele.select().where(touched))
            if all(row.nom != nom for row in before):
                raise _gone(nom)
            after = [_kept(row) | {"regime": value if row.nom == nom else None} for row in before]
            self._record(
                author, "donner_modele", {"nom": nom}, before, self._put(author, before, after)
            )

    @allowed(WRITERS)
    def remove(self, nom: str) -> None:
        """Forget a modèle; the clients that it served stay as they are. NotFound if it is gone."""
        with gesture():
            author = self._begin()
            if not (there := self._named(nom)):
                raise _gone(nom)
            self._record(
                author, "oublier_modele", {"nom": nom}, there, self._put(author, there, [])
            )

    @allowed(WRITERS)
    def undo(self, lot: UUID) -> None:
        """Undo what a gesture did to modèles.

        Conflict: one of them was changed since, it is undone already, or what it needs was not
        kept; NotAllowed: it is somebody else's.
        """
        with gesture():
            author = self._begin()
            gestes.refuse_undone(author, lot)
            done = Operation.get(Operation.cabinet == self._cabinet, Operation.lot == lot)
            kept = developed(author, [done.id]).get(done.id)
            if kept is None:
                raise Conflict(NOT_KEPT)
            nom = done.details.get("nom", "")
            before, after = kept["modeles"], kept["apres"]
            here = self._touched(before, after)
            if sorted(map(_kept, here), key=_nom) != sorted(after, key=_nom):
                raise Conflict(f"Le modèle « {nom} » a changé depuis : rien n'a été annulé.")
            back = self._put(author, here, before)
            champs = {"nom": nom, "annule": lot.hex, "verbe": done.verbe}
            self._record(author, gestes.UNDO, champs, here, back)

    def _touched(self, before: Kept, after: Kept) -> list[Modele]:
        """Give the modèles that have a name, or a régime, that undoing a gesture touches."""
        names = [one["nom"] for one in (*before, *after)]
        regimes = {one["regime"] for one in before} - {None}
        return [
            row
            for row in Modele.select().where(self._mine)
            if row.regime in regimes or any(same_name(row.nom, name) for name in names)
        ]

    def _put(self, author: Author, there: Sequence[Modele], wanted: Kept) -> list[Modele]:
        """Put the `wanted` modèles in the place of those that are there."""
        for row in there:
            row.delete_instance()
        return [Modele.create(cabinet=author.cabinet, **one) for one in wanted]

    def _named(self, nom: str) -> list[Modele]:
        return [row for row in Modele.select().where(self._mine) if same_name(row.nom, nom)]

    @property
    def _mine(self) -> Expression:
        mine: Expression = Modele.cabinet == self._cabinet
        return mine

    def _begin(self) -> Author:
        journal.lock(self._cabinet)
        return self._author()

    def _record(
        self,
        author: Author,
        verbe: str,
        champs: Mapping[str, str],
        before: Sequence[Modele],
        after: Sequence[Modele],
    ) -> None:
        """Write the operation, and what undoing it needs."""
        sides = {"modeles": list(map(_kept, before)), "apres": list(map(_kept, after))}
        journal.record(
            Entry(author, verbe, champs=champs, before=journal.canonical(sides).encode())
        )


def _name(typed: str) -> str:
    if not (name := without_nir(clean_text(typed, longest=LONGEST), example="Employeur avec DSN")):
        raise BadValue("Nommez ce modèle, par exemple : Employeur avec DSN.")
    return name


def _kept(row: Modele) -> dict[str, Any]:
    return {"nom": row.nom, "services": row.services, "regime": row.regime}


def _nom(kept: Mapping[str, Any]) -> str:
    return str(kept["nom"])


def _modele(row: Modele) -> ModeleServices:
    regime = Regime(row.regime) if row.regime else None
    return ModeleServices(row.nom, services_of(row.services), regime)


def _gone(nom: str) -> NotFound:
    return NotFound(
        f"Le modèle « {nom} » n'est plus là : il a été supprimé ou renommé "
        "entre-temps. Rien n'a changé."
    )
