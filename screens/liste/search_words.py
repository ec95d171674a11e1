"""What is sought in the list: read from the fields, and told in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from models.cleaning import compact, fold
from models.identifiers import numero_compte, siren, siret
from models.identifiers.masking import mask_numbers
from models.identifiers.reading import bare, is_digits
from models.labels import Etat, Regime, Report, Service, ToDo
from models.search.criteres import COUNTED, Criteres, Donnee, Page, Tri
from models.wording import count, show_number

REGIMES = {
    Regime.GENERAL: "employeurs",
    Regime.ARTISAN_COMMERCANT: "artisans commerçants",
    Regime.PROFESSION_LIBERALE: "professions libérales",
    Regime.GERANT_MAJORITAIRE: "gérants majoritaires",
}
INDEPENDANTS = frozenset(regime for regime in Regime if regime.est_independant)
ETATS = {Etat.ACTIF: "actifs", Etat.SUSPENDU: "suspendus", Etat.RADIE: "radiés"}
REPORTS = {
    Report.A_FAIRE: "à faire sur urssaf.fr",
    Report.FAIT: "faits sur urssaf.fr",
    Report.REFUSE: "refusés par urssaf.fr",
}
ECARTS = {
    ToDo.INSCRIRE: "à inscrire",
    ToDo.CHANGER: "à changer",
    ToDo.RESILIER: "à résilier",
    ToDo.INCONNU: "à vérifier",
    ToDo.AUCUN: "sans rien à faire",
}
PRESENT = {
    Donnee.SIRET: ("avec Siret", "sans Siret"),
    Donnee.NOM: ("avec nom", "sans nom"),
    Donnee.COMPLET: ("complets", "à compléter"),
}
NOBODY = "sans responsable"
MINE = "mes dossiers"

People = Mapping[UUID, str]
"""What a sentence calls the people of the cabinet."""

NO_NAMES: People = {}
T = TypeVar("T")

RADIES = "Comptes radiés : il est conseillé de les supprimer. <.more> : en savoir plus."


def sought_siren(text: str) -> str:
    """Read the beginning of a Siren or of a Siret; BadValue if it can be neither."""
    number = siren.digits_of(text)
    if len(number) > siret.LENGTH:
        return siret.read(text).value
    return number or (siren.read(text).value if compact(text) else "")


def sought_compte(text: str) -> str:
    """Read the beginning of an account number; BadValue if it cannot be one."""
    number = bare(text)
    if (
        number.isascii()
        and (not number or number.isalnum())
        and len(number) <= numero_compte.LENGTH
    ):
        return number
    return numero_compte.read(text).value


def whole_siren(criteres: Criteres) -> str:
    """Give the Siren that is sought whole, or that of the Siret; empty if none is."""
    number = criteres.siren or siren.digits_of(criteres.texte)
    whole = len(number) in (siren.LENGTH, siret.LENGTH)
    return number[: siren.LENGTH] if whole else ""


def whole_compte(criteres: Criteres) -> str:
    """Give the account number that is sought whole; empty if none is."""
    number = criteres.compte or bare(criteres.texte)
    return number if is_digits(number) and len(number) == numero_compte.LENGTH else ""


def is_sought(criteres: Criteres) -> bool:
    """Tell whether a search narrows the list."""
    return criteres != criteres.facets


def is_filtered(criteres: Criteres) -> bool:
    """Tell whether a facet narrows the list."""
    return criteres != criteres.sought


def filter_in_words(criteres: Criteres, people: People = NO_NAMES) -> str:
    """Tell what the list is narrowed to, the search aside: `employeurs, radiés`."""
    words = _regimes(criteres.regimes)
    if criteres.responsables:
        words.append(_responsables(criteres.responsables, people))
    words += _several(ETATS, criteres.etats) + _several(REPORTS, criteres.reports)
    words += _several(ECARTS, criteres.ecarts)
    opened, closed = criteres.avec - criteres.sans, criteres.sans - criteres.avec
    for donnee, (present, absent) in PRESENT.items():
        words += [present] if donnee in opened else [absent] if donnee in closed else []
    for service in Service:
        state = "ouvert" if service in opened else "fermé" if service in closed else ""
        words += [f"{service.label} {state}"] if state else []
    return ", ".join(words)


def order_in_words(criteres: Criteres) -> str:
    """Tell the order, unless it is that of the names."""
    return "" if criteres.tri is Tri.NOM else f"tri : {criteres.tri.label}"


def search_in_words(criteres: Criteres) -> str:
    """Tell what is sought: `« boul », compte « 117 »`."""
    texte = mask_numbers(criteres.texte.strip())
    words = [f"« {texte} »"] if texte else []
    if criteres.siren:
        words.append(f"« {_shown_siren(criteres.siren)} »")
    if criteres.compte:
        words.append(f"compte « {numero_compte.show(criteres.compte)} »")
    return ", ".join(words)


def place_in_words(page: Page) -> str:
    """Tell where the page stands: `comptes 11 à 20 sur 248`, `sur plus de 1 000`."""
    shown = len(page.fiches)
    if not shown:
        return "aucun compte"
    if page.total == 1:
        return count(1, "compte")
    total = show_counted(page.total)
    if page.start is None:
        return f"{shown} comptes sur {total}"
    end = page.start + shown
    return f"comptes {show_number(page.start + 1)} à {show_number(end)} sur {total}"


def show_counted(number: int | None) -> str:
    """Write a number, or that it is larger than anybody counted."""
    return f"plus de {show_number(COUNTED)}" if number is None else show_number(number)


def nothing_found(
    criteres: Criteres, people: People = NO_NAMES, *, may_write: bool
) -> tuple[str, ...]:
    """Give the lines of an empty list: why it is empty, and the keys that lead out of it.

    They name keys (screens.widgets.key_names).
    """
    if criteres.est_vide:
        if not may_write:
            return ("Votre portefeuille est vide.",)
        return (
            "Votre portefeuille est vide. <.add> : inscrire un premier compte.",
            "<.add_many> : importer la liste de vos clients (tableur, ou page d'urssaf.fr).",
        )
    sought = search_in_words(criteres)
    if not sought:
        return (
            f"Aucun compte dans cette liste : {filter_in_words(criteres, people)}.",
            "<liste.unfilter> : afficher tous les comptes.",
        )
    erase = "Échap : effacer la recherche."
    if criteres.texte.strip() and not fold(criteres.texte):
        return (f"Ni chiffre ni lettre latine dans {sought} : rien à chercher.", erase)
    keys = [erase]
    if may_write and whole_siren(criteres):
        keys.insert(0, "<.add> : inscrire ce Siren")
    elif may_write and whole_compte(criteres):
        keys.insert(0, "<.add_gerant> : inscrire ce compte (gérant majoritaire)")
    among = f", dans : {filtered}" if (filtered := filter_in_words(criteres, people)) else ""
    return (f"Aucun compte ne correspond à {sought}{among}.", " · ".join(keys))


def _regimes(regimes: frozenset[Regime]) -> list[str]:
    rest = regimes - INDEPENDANTS
    if regimes - rest != INDEPENDANTS:
        return _several(REGIMES, regimes)
    return [" ou ".join(filter(None, (*_several(REGIMES, rest), "indépendants")))]


def _several(words: Mapping[T, str], values: frozenset[T]) -> list[str]:
    """Tell the values of one facet, any of which will do."""
    return [" ou ".join(said for value, said in words.items() if value in values)] if values else []


def _responsables(uids: frozenset[UUID | None], people: People) -> str:
    named = [name for uid, name in people.items() if uid in uids] or [MINE]
    return " ou ".join([*(named if uids - {None} else ()), *([NOBODY] if None in uids else ())])


def _shown_siren(number: str) -> str:
    shown = {siren.LENGTH: siren.show, siret.LENGTH: siret.show}.get(len(number))
    return shown(number) if shown else number
