"""Whom a verb names: a client by its Siren, its account number or its uid; a person, a modèle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar
from uuid import UUID

from models.cleaning import one_line
from models.command import command
from models.errors import BadValue, NotFound
from models.fiche import Fiche
from models.identifiers import numero_compte, siren, siret
from models.labels import ToDo
from models.modeles import ModeleServices, same_name
from models.personnes import Personne
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres


class Named(Protocol):
    """Somebody who has an identifiant, which nobody of a journal's command line has."""

    @property
    def identifiant(self) -> str | None:
        """That of the sign-in."""


P = TypeVar("P", bound=Named)

WAITS = frozenset({ToDo.RESILIER})
"""What a removal is until it is done on urssaf.fr."""

NOBODY = "-"


def client(
    name: str, portefeuille: Portefeuille, *, regime: str | None, removed: bool = False
) -> Fiche:
    """Give a client of the portefeuille, or one that is still to be `removed` on urssaf.fr.

    NotFound; BadValue: it is no number, or its Siren is inscribed under several régimes.
    """
    try:
        return portefeuille.get(UUID(name))
    except ValueError:
        number = siren.digits_of(name)
    if len(number) in (siren.LENGTH, siret.LENGTH):
        return of_siren(name, portefeuille, regime=regime, removed=removed)
    return of_compte(name, portefeuille, removed=removed)


def clients(
    names: Sequence[str], portefeuille: Portefeuille, *, regime: str | None, removed: bool = False
) -> list[Fiche]:
    """Give the clients, each once."""
    found = (client(one, portefeuille, regime=regime, removed=removed) for one in names)
    return list({fiche.uid: fiche for fiche in found}.values())


def of_compte(name: str, portefeuille: Portefeuille, *, removed: bool = False) -> Fiche:
    """Give the client that has this account number."""
    number = numero_compte.read(name).value
    if fiche := portefeuille.with_compte(number):
        return fiche
    gone = portefeuille.page(Criteres(compte=number, ecarts=WAITS)).fiches if removed else ()
    if not gone:
        raise NotFound("Aucun client du portefeuille n'a ce numéro de compte.")
    return gone[0]


def of_siren(
    name: str, portefeuille: Portefeuille, *, regime: str | None, removed: bool = False
) -> Fiche:
    """Give the one client of this Siren, under this régime if one is given."""
    number = siren.read(name).value
    fiches = _under(regime, portefeuille.with_siren(number))
    if removed and not fiches:
        gone = portefeuille.page(Criteres(siren=number, ecarts=WAITS)).fiches
        fiches = _under(regime, gone)
    if not fiches:
        raise NotFound(f"Le Siren {siren.show(number)} n'est pas dans le portefeuille.")
    if len(fiches) > 1:
        regimes = ", ".join(fiche.regime.value for fiche in fiches)
        raise BadValue(
            f"Ce Siren est inscrit sous plusieurs régimes\u00a0: précisez --regime ({regimes})."
        )
    return fiches[0]


def person(identifiant: str, people: Iterable[P]) -> P:
    """Give who of `people` has this identifiant; NotFound."""
    wanted = identifiant.casefold()
    if (found := next((one for one in people if one.identifiant == wanted), None)) is None:
        raise NotFound(f"Personne n'a l'identifiant «\u00a0{one_line(identifiant)}\u00a0».")
    return found


def responsable(name: str, portefeuille: Portefeuille) -> Personne | None:
    """Give who is to be responsable of clients, None for NOBODY; their name may be printed.

    NotFound, of who no longer comes or only reads too.
    """
    if name == NOBODY:
        return None
    found = person(name, portefeuille.responsables())
    if found.why_not:
        raise NotFound(found.why_not)
    return replace(found, nom=one_line(found.nom))


def modele(name: str, portefeuille: Portefeuille) -> ModeleServices:
    """Give the modèle of this name, in capitals or not; NotFound."""
    known = portefeuille.modeles.all()
    if (found := next((one for one in known if same_name(one.nom, name)), None)) is None:
        raise NotFound(
            f"Aucun modèle ne s'appelle « {one_line(name)} » : "
            f"« {command('modele lister')} » les donne."
        )
    return found


def _under(regime: str | None, fiches: Sequence[Fiche]) -> Sequence[Fiche]:
    return [fiche for fiche in fiches if regime in (None, fiche.regime.value)]
