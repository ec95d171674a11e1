"""What the cells of a line are worth: its one name, its forme, a client to inscribe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.champs import CLIENT, COMPTE, FIELDS, PROOFS, texts_of
from models.champs.champ import Number
from models.cleaning import fold
from models.identifiers import siret
from models.identifiers.reading import bare, is_digits, rounded
from models.importation.cells import FORMES, number
from models.importation.doubts import Doubt, Fault, hidden_name_doubt, joined_names_doubt
from models.importation.given_back import place_of
from models.labels import Etat, Regime
from models.saisie import Saisie, SaisieCompte

_COMPANIES = FORMES - {"ei", "eirl", "me", "micro"}
_SIGLES = {
    "1000": "EI",
    "5202": "SNC",
    "5410": "SARL",
    "5485": "SELARL",
    "5498": "EURL",
    "5499": "SARL",
    "5510": "SA",
    "5599": "SA",
    "5710": "SAS",
    "5720": "SASU",
    "5785": "SELAS",
    "6540": "SCI",
    "6585": "SCP",
    "6589": "SCM",
    "9220": "Association",
}
"""Of Insee's codes, those that nearly all the firms have."""
_LONG_FORMES = {
    "societe a responsabilite limitee": "SARL",
    "societe a responsabilite limitee unipersonnelle": "EURL",
    "entreprise unipersonnelle a responsabilite limitee": "EURL",
    "societe par actions simplifiee": "SAS",
    "societe par actions simplifiee unipersonnelle": "SASU",
    "societe par actions simplifiee a associe unique": "SASU",
    "societe civile immobiliere": "SCI",
    "societe civile professionnelle": "SCP",
    "societe civile de moyens": "SCM",
    "societe en nom collectif": "SNC",
    "societe d exercice liberal a responsabilite limitee": "SELARL",
    "societe d exercice liberal par actions simplifiee": "SELAS",
    "entreprise individuelle": "EI",
    "entrepreneur individuel": "EI",
    "association loi 1901": "Association",
    "association declaree": "Association",
}
_LONGEST_FORME = 20
_HIDDEN = frozenset({"nd", "non-diffusible", "non diffusible", "information non diffusée"})
_TEXTS_OF_CLIENT, _TEXTS_OF_COMPTE = map(frozenset, (texts_of(CLIENT | PROOFS), texts_of(COMPTE)))
_NUMBERS = frozenset(name for name, one in FIELDS.items() if isinstance(one.kind, Number))


def rounded_faults(found: Mapping[str, str]) -> list[Fault]:
    """Refuse the numbers that a spreadsheet rounded, in the order of the columns."""
    return [
        Fault(name, said)
        for name, cell in found.items()
        if name in _NUMBERS
        and not cell.isdigit()
        and (said := rounded(cell, secret=FIELDS[name].secret))
    ]


def number_of(cell: str) -> str:
    """Give the bare number of a cell."""
    return bare(number(cell))


def one_name(found: dict[str, str], regimes: frozenset[Regime]) -> list[Doubt]:
    """Leave one name in `found`: the firm's, whose contact has another; gives what is doubtful."""
    firm, nom, prenom = found.get("raison_sociale"), found.get("nom"), found.get("prenom")
    if (firm and _is_hidden(firm)) or (nom and _is_hidden(nom)):
        return [hidden_name_doubt()]
    if not nom:
        return []
    if firm and not set(fold(nom).split()) <= set(fold(firm).split()):
        # The civilité, too, is that of the contact.
        found.pop("civilite", None)
    if firm or not prenom:
        return []
    of_firm = bool(_COMPANIES & set(fold(nom).split()))
    forme = fold(found.get("forme_juridique", "")) in _COMPANIES
    return [joined_names_doubt()] if of_firm or (forme and regimes == {Regime.GENERAL}) else []


def saisie_of(regimes: frozenset[Regime], found: Mapping[str, str], etat: Etat) -> Saisie:
    """Make a client to inscribe; where several régimes may be, it is one of them."""
    texts: dict[str, Any] = {n: cell for n, cell in found.items() if n in _TEXTS_OF_CLIENT}
    compte: dict[str, Any] = {n: cell for n, cell in found.items() if n in _TEXTS_OF_COMPTE}
    typed = texts.pop("siren", "")
    if typed and not compte.get("siret"):
        digits = bare(typed)
        if len(digits) == siret.LENGTH and is_digits(digits):
            compte["siret"] = typed
    typed = typed or compte.get("siret", "")
    code, town = place_of(compte.get("code_postal", ""), compte.get("ville", ""))
    compte |= {"code_postal": code, "ville": town}
    regime = min(regimes) if regimes else Regime.GENERAL
    if not typed and Regime.GERANT_MAJORITAIRE in regimes:
        # Of the others a Siren would be asked, before the type is known.
        regime = Regime.GERANT_MAJORITAIRE
    texts["siren" if regime.a_un_siren else "siren_societe"] = typed
    if forme := texts.get("forme_juridique"):
        texts["forme_juridique"] = _sigle(forme)
    if "raison_sociale" not in texts:
        texts["raison_sociale"] = f"{found.get('nom', '')} {found.get('prenom', '')}".strip()
    return Saisie(regime, **texts, comptes=(SaisieCompte(**compte, etat=etat),))


def _is_hidden(name: str) -> bool:
    """Tell whether a name is what Sirene writes where it gives none."""
    return name.strip("[]() ").casefold() in _HIDDEN


def _sigle(forme: str) -> str:
    """Give the sigle of a forme that is a code of Insee, or too long to be stored."""
    if len(forme) > _LONGEST_FORME:
        return _LONG_FORMES.get(fold(forme), forme)
    return _SIGLES.get(forme, forme)
