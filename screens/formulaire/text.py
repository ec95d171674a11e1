"""The words of the form: its titles, labels, formats and examples, and how numbers are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TypeVar

from models.fiche import Fiche, FicheCompte
from models.identifiers import montant, nir, numero_compte, siren, siret
from models.labels import Regime
from models.saisie import Saisie, SaisieCompte
from models.writing.controle import LONGEST, Controle

T = TypeVar("T", Saisie, SaisieCompte)
Comptes = tuple[SaisieCompte, ...]

COMPTE_FIELDS = frozenset({"numero_compte", "siret", "etat", "code_postal", "ville"})
"""The fields that each compte of a client has."""

LABELS = {
    "montant": "Montant à payer déclaré sur la dernière déclaration",
    "nir": "Numéro de sécurité sociale",
    "siren_societe": "Siren de la société (facultatif)",
    "siret": "Siret",
    "code_postal": "CP",
    "ville": "Ville",
    "forme_juridique": "Forme",
    "code_dossier": "Code dossier",
    "civilite": "Civilité",
    "responsable": "Responsable",
    "note": "Note",
}
NUMERO_COMPTE = {
    Regime.GENERAL: "Numéro de compte employeur",
    Regime.ARTISAN_COMMERCANT: "Numéro de compte Indépendant",
    Regime.PROFESSION_LIBERALE: "Numéro de compte Indépendant",
    Regime.GERANT_MAJORITAIRE: "Numéro de compte",
}
NOM = {
    Regime.GENERAL: "Raison sociale",
    Regime.ARTISAN_COMMERCANT: "Nom ou raison sociale",
    Regime.PROFESSION_LIBERALE: "Nom ou raison sociale",
    Regime.GERANT_MAJORITAIRE: "Nom et prénom",
}
FORMATS = {
    "montant": f"En euros, avec une virgule avant les centimes, par exemple {montant.EXAMPLE}.\n"
    "Le point du pavé numérique écrit la virgule. Sans montant dû, saisissez 0.",
    "nir": "13 chiffres, avec ou sans la clé de 2 chiffres (calculée si elle manque), "
    f"par exemple {nir.EXAMPLE}.\n"
    "Il est chiffré, montré masqué, et effacé une fois le compte reporté sur urssaf.fr.",
    "numero_compte": f"18 chiffres, par exemple {numero_compte.EXAMPLE}.\n"
    "Les 3 premiers désignent l'Urssaf ; le numéro figure sur ses courriers.",
    "siren_societe": f"9 chiffres, par exemple {siren.EXAMPLE}.",
    "siret": f"14 chiffres, dont les 9 premiers sont le Siren, par exemple {siret.EXAMPLE}.",
    "code_postal": "5 chiffres, par exemple 09110.",
    "ville": "Par exemple SAVIGNAC.",
    "forme_juridique": "Le sigle de la forme juridique, par exemple SARL, EURL, SAS.",
    "code_dossier": "Le code de ce client dans votre cabinet, par exemple DUP001.",
    "raison_sociale": "Par exemple BOULANGERIE DUPONT, ou FAURE Anne pour une personne.",
    "note": "Un texte libre, pour le cabinet. N'y écrivez aucun numéro de sécurité sociale.",
    "regime": "← et → changent le régime : Artisan Commerçant ou Profession Libérale.",
    "etat": "← et → changent l'état du compte : Actif, Suspendu ou Radié.",
    "civilite": "← et → changent la civilité ; une lettre va à celle qui commence ainsi.",
    "responsable": "Qui suit ce client dans le cabinet.\n"
    "← et → changent la personne ; une lettre va à la suivante qui commence ainsi.",
    "inscrit": "À cocher pour un client que vous gérez déjà sur urssaf.fr : le montant à payer ou "
    "le numéro de sécurité sociale n'est pas demandé, et il n'y a rien à reporter.",
}
_NUMBERS = {"nir": nir, "numero_compte": numero_compte, "siren_societe": siren, "siret": siret}
_SHORTEST_PASTE = 40
"""Cells left for a number pasted with its spaces and its label."""


def label_of(name: str, regime: Regime) -> str:
    """Give the label of a field, in the words of the portal where it has some."""
    by_regime: Mapping[str, Mapping[Regime, str]] = {
        "numero_compte": NUMERO_COMPTE,
        "raison_sociale": NOM,
    }
    return by_regime[name][regime] if name in by_regime else LABELS[name]


def longest_of(name: str) -> int:
    """Give the characters that the text of a field may have."""
    return LONGEST.get(name, _SHORTEST_PASTE)


def title_of(saisie: Saisie) -> str:
    """Say which form of the fiche this is: A, B or C."""
    if not saisie.regime.a_un_siren:
        return "C. Votre client est gérant majoritaire (non sirétisé)"
    number = siren.show(saisie.siren)
    if saisie.regime is Regime.GENERAL:
        return f"A. Votre client est employeur : Siren {number}"
    return f"B. Votre client est Travailleur indépendant : Siren {number}"


def display(found: Controle, path: str) -> str:
    """Write a field that the rules accept as it is to be read; `path` as in Controle."""
    owner, _, name = path.rpartition(".")
    if name == "montant":
        return show_montant(found.montant_centimes)
    if name == "code_postal":
        return found.comptes[int(owner.partition(".")[2])].code_postal
    return _show(name, found.values.get(path))


def show_montant(centimes: int | None) -> str:
    """Write an amount without its currency, which stands beside the field."""
    return "" if centimes is None else montant.show(centimes).removesuffix(" €")


def typed(fiche: Fiche) -> Saisie:
    """Write a client as somebody would have typed it; never the NIR."""
    return Saisie(
        regime=fiche.regime,
        siren=fiche.siren or "",
        siren_societe=_show("siren_societe", fiche.siren_societe),
        montant=show_montant(fiche.montant_centimes),
        raison_sociale=fiche.raison_sociale,
        civilite=fiche.civilite or "",
        forme_juridique=fiche.forme_juridique or "",
        code_dossier=fiche.code_dossier or "",
        responsable=fiche.responsable,
        note=fiche.note,
        services=fiche.services,
        comptes=tuple(map(_typed_compte, fiche.comptes)) or (SaisieCompte(),),
    )


def rebased(mine: Saisie, before: Saisie, now: Saisie) -> Saisie:
    """Put what the person changed since `before` on top of what the base holds `now`."""
    opened, closed = mine.services - before.services, before.services - mine.services
    return replace(
        _changed(mine, before, now),
        services=(now.services | opened) - closed,
        comptes=_rebased_comptes(mine.comptes, before.comptes, now.comptes),
    )


def _rebased_comptes(mine: Comptes, before: Comptes, now: Comptes) -> tuple[SaisieCompte, ...]:
    shown = {one.id: one for one in before if one.id}
    typed_over = {one.id: one for one in mine if one.id}
    kept = tuple(
        _changed(typed_over[one.id], shown[one.id], one) if one.id in shown else one for one in now
    )
    return kept + tuple(one for one in mine if one.id is None)


def _changed(mine: T, before: T, now: T) -> T:
    """Give `now` with the fields that differ between `before` and `mine`."""
    names = [field.name for field in fields(mine)]
    values = {name: getattr(mine, name) for name in names}
    changes = {name: value for name, value in values.items() if value != getattr(before, name)}
    return replace(now, **changes)


def is_blank(compte: SaisieCompte) -> bool:
    """Tell whether nothing was typed in a compte that was added."""
    return compte.id is None and replace(compte, etat=SaisieCompte.etat) == SaisieCompte()


def without_blanks(saisie: Saisie) -> Saisie:
    """Leave out the comptes that were added and left blank."""
    first, *added = saisie.comptes
    return replace(saisie, comptes=(first, *(one for one in added if not is_blank(one))))


def _typed_compte(compte: FicheCompte) -> SaisieCompte:
    return SaisieCompte(
        numero_compte=_show("numero_compte", compte.numero_compte),
        siret=_show("siret", compte.siret),
        etat=compte.etat,
        code_postal=compte.code_postal,
        ville=compte.ville,
        id=compte.id,
    )


def _show(name: str, value: str | None) -> str:
    number = _NUMBERS.get(name)
    return number.show(value) if number and value else value or ""


def why_no_turn(rank: int, count: int) -> str:
    """Say why there is no compte of this rank; empty if there is."""
    if count == 1:
        return "Ce client n'a qu'un compte. <.add_compte> : autre compte."
    return "" if 0 <= rank < count else "Il n'y a pas d'autre compte de ce côté."
