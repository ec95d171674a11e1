"""Modèles de services: sets of boxes that a cabinet keeps under a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models import journal
from models.cleaning import clean_text
from models.ecriture import Author
from models.errors import BadValue
from models.labels import Role, Service
from models.rights import READERS, WRITERS, allowed
from models.storage.failures import gesture, reading
from models.tables import Cabinet, Modele
from models.tables.inscription import bits_of, services_of

LONGEST = 40


@dataclass(frozen=True)
class ModeleServices:
    """A name, and the services that it opens."""

    nom: str
    services: frozenset[Service]


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one, in capitals or not."""
    return one.strip().casefold() == other.strip().casefold()


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
            mine = Modele.select().where(Modele.cabinet == self._cabinet)
            found = [ModeleServices(row.nom, services_of(row.services)) for row in mine]
            return tuple(sorted(found, key=lambda one: one.nom.casefold()))

    @allowed(WRITERS)
    def keep(self, nom: str, services: frozenset[Service]) -> ModeleServices:
        """Keep `services` under `nom`, instead of what it stood for, in capitals or not.

        BadValue if the name is empty or too long, or if there is no service.
        """
        name = clean_text(nom, longest=LONGEST)
        if not name:
            raise BadValue("Nommez ce modèle, par exemple : Employeur avec DSN.")
        if not services:
            raise BadValue("Un modèle garde des cases cochées : cochez-en une au moins.")
        with gesture():
            author = self._record("garder_modele", name)
            self._forget(name)
            Modele.create(cabinet=author.cabinet, nom=name, services=bits_of(services))
        return ModeleServices(name, services)

    @allowed(WRITERS)
    def remove(self, nom: str) -> None:
        """Forget a modèle; the clients that it served stay as they are."""
        with gesture():
            self._record("oublier_modele", nom)
            self._forget(nom)

    def _forget(self, nom: str) -> None:
        for row in Modele.select().where(Modele.cabinet == self._cabinet):
            if same_name(row.nom, nom):
                row.delete_instance()

    def _record(self, verbe: str, nom: str) -> Author:
        journal.lock(self._cabinet)
        author = self._author()
        journal.record(
            author.cabinet,
            author.vault,
            verbe,
            utilisateur=author.utilisateur,
            instant=author.instant,
            champs={"nom": nom},
        )
        return author
