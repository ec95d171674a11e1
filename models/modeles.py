"""Modèles de services: sets of boxes that a cabinet keeps under a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from peewee import Expression

from models.cleaning import clean_text, one_line
from models.errors import BadValue, Conflict, NotFound
from models.labels import Regime, Role, Service
from models.rights import READERS, WRITERS, allowed
from models.storage.failures import gesture, reading
from models.tables import Cabinet, Modele
from models.tables.inscription import bits_of, services_of
from models.writing import journal
from models.writing.author import Author
from models.writing.journal import Entry

LONGEST = 40


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


class Modeles:
    """The modèles of one cabinet; everybody of it shares them."""

    def __init__(self, cabinet: Cabinet, role: Role, author: Callable[[], Author]) -> None:
        self._cabinet = cabinet
        self._author = author
        self.role = role

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
        name = clean_text(nom, longest=LONGEST)
        if not name:
            raise BadValue("Nommez ce modèle, par exemple : Employeur avec DSN.")
        if not services:
            raise BadValue("Un modèle garde des cases cochées : cochez-en une au moins.")
        with gesture():
            author = self._record("garder_modele", name)
            there = self._named(name)
            if [_modele(row) for row in there] != ([replaces] if replaces else []):
                raise Conflict(
                    f"Le modèle « {name} » a changé entre-temps : "
                    "rien n'a été gardé. Regardez-le, puis recommencez."
                )
            for row in there:
                row.delete_instance()
            regime = replaces.regime if replaces else None
            kept = {"nom": name, "services": bits_of(services), "regime": regime}
            return _modele(Modele.create(cabinet=author.cabinet, **kept))

    @allowed(WRITERS)
    def give(self, nom: str, regime: Regime | None) -> None:
        """Tick the boxes of a modèle in advance for new clients of `regime`; None: no longer.

        NotFound if the modèle is no longer there.
        """
        with gesture():
            self._record("donner_modele", nom)
            value = family(regime).value if regime else None
            if value:
                Modele.update(regime=None).where(self._mine & (Modele.regime == value)).execute()
            named = self._mine & (Modele.nom == nom)
            if not Modele.update(regime=value).where(named).execute():
                raise _gone(nom)

    @allowed(WRITERS)
    def remove(self, nom: str) -> None:
        """Forget a modèle; the clients that it served stay as they are. NotFound if it is gone."""
        with gesture():
            self._record("oublier_modele", nom)
            if not (there := self._named(nom)):
                raise _gone(nom)
            for row in there:
                row.delete_instance()

    def _named(self, nom: str) -> list[Modele]:
        return [row for row in Modele.select().where(self._mine) if same_name(row.nom, nom)]

    @property
    def _mine(self) -> Expression:
        mine: Expression = Modele.cabinet == self._cabinet
        return mine

    def _record(self, verbe: str, nom: str) -> Author:
        journal.lock(self._cabinet)
        author = self._author()
        journal.record(Entry(author, verbe, champs={"nom": nom}))
        return author


def _modele(row: Modele) -> ModeleServices:
    regime = Regime(row.regime) if row.regime else None
    return ModeleServices(row.nom, services_of(row.services), regime)


def _gone(nom: str) -> NotFound:
    return NotFound(
        f"Le modèle « {nom} » n'est plus là : il a été supprimé ou renommé "
        "entre-temps. Rien n'a changé."
    )
