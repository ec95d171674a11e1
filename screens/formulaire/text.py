"""The words of the form: its titles, what F4 says, and how a client is written in its fields."""

from __future__ import annotations

from dataclasses import replace

from models.brouillons.contents import ClientTyped
from models.champs import COMPTE, FIELDS, texts_of
from models.fiche import Fiche
from models.identifiers import siren
from models.labels import Regime
from models.modeles import Modeles
from models.saisie import Saisie, SaisieCompte
from models.writing.controle import Controle

CHOOSING = "← et → changent le choix."
FORMATS = {name: one.format or (CHOOSING if one.codes else "") for name, one in FIELDS.items()} | {
    "regime": "← et → changent le régime : Artisan Commerçant ou Profession Libérale.",
    "etat": "← et → changent l'état du compte : Actif, Suspendu ou Radié.",
    "civilite": "← et → changent la civilité ; une lettre va à celle qui commence ainsi.",
    "responsable": "Qui suit ce client dans le cabinet.\n"
    "← et → changent la personne ; une lettre va à la suivante qui commence ainsi.",
    "inscrit": "À cocher pour un client que vous gérez déjà sur urssaf.fr : le montant à payer ou "
    "le numéro de sécurité sociale n'est pas demandé, et il n'y a rien à y faire.",
}
"""What F4 says of a field: its format, or how it is chosen."""


def title_of(saisie: Saisie) -> str:
    """Say which form of the fiche pratique this is: A, B or C."""
    if not saisie.regime.a_un_siren:
        return "C. Votre client est gérant majoritaire (non sirétisé)"
    number = siren.show(saisie.siren)
    if saisie.regime is Regime.GENERAL:
        return f"A. Votre client est employeur : Siren {number}"
    return f"B. Votre client est Travailleur indépendant : Siren {number}"


def begun(modeles: Modeles, saisie: Saisie) -> Saisie:
    """Tick the boxes that the cabinet gives a new client of this régime."""
    return replace(saisie, services=modeles.given(saisie.regime))


def display(found: Controle, path: str) -> str:
    """Write a field that the rules accept as it is to be read; `path` as in Controle."""
    name = path.rpartition(".")[2]
    return FIELDS[name].show(found.values.get(path, ""))


def is_blank(compte: SaisieCompte) -> bool:
    """Tell whether nothing was typed in a compte that was added."""
    return compte.id is None and not any(getattr(compte, name) for name in texts_of(COMPTE))


def without_blanks(saisie: Saisie) -> Saisie:
    """Leave out the comptes that were added and left blank."""
    first, *added = saisie.comptes
    return replace(saisie, comptes=(first, *(one for one in added if not is_blank(one))))


def typed_of(saisie: Saisie, before: Saisie, fiche: Fiche | None, at: str) -> ClientTyped | None:
    """Give what is typed and not saved; None if nothing is."""
    if without_blanks(saisie) == without_blanks(before):
        return None
    if fiche is None:
        return ClientTyped(saisie, before, at=at)
    return ClientTyped(saisie, before, fiche.uid, fiche.version, at, fiche.ecart)
