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
from models.importation.doubts import Doubt, hidden_name_doubt, joined_names_doubt
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
_TEXTS_OF_CLIENT, _TEXTS_OF_COMPTE = texts_of(CLIENT | PROOFS), texts_of(COMPTE)
_NUMBERS = frozenset(name for name, one in FIELDS.items() if isinstance(one.kind, Number))


def refuse_rounded(name: str, cell: str) -> str:
    """Say that a spreadsheet rounded a number; nothing if it did not, or if it is none."""
    if name not in _NUMBERS or "e" not in cell.casefold():
        return ""
    return rounded(cell, secret=FIELDS[name].secret)


def number_of(cell: str) -> str:
    """Give the bare number of a cell."""
    return bare(number(cell))


def one_name(found: dict[str, str], regimes: frozenset[Regime]) -> list[Doubt]:
    """Leave one name in `found`: the firm's, whose contact has another; gives what is doubtful."""
    firm, nom, prenom = (found.get(one, "") for one in ("raison_sociale", "nom", "prenom"))
    if _bare_words(firm) in _HIDDEN or _bare_words(nom) in _HIDDEN:
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
    texts: dict[str, Any] = {name: found.get(name, "") for name in _TEXTS_OF_CLIENT}
    compte: dict[str, Any] = {name: found.get(name, "") for name in _TEXTS_OF_COMPTE}
    typed = texts["siren"]
    if not compte["siret"] and len(bare(typed)) == siret.LENGTH and is_digits(bare(typed)):
        compte["siret"] = typed
    typed = typed or compte["siret"]
    compte["code_postal"], compte["ville"] = place_of(compte["code_postal"], compte["ville"])
    regime = min(regimes, default=Regime.GENERAL, key=str)
    if not typed and Regime.GERANT_MAJORITAIRE in regimes:
        # Of the others a Siren would be asked, before the type is known.
        regime = Regime.GERANT_MAJORITAIRE
    texts["siren"] = typed if regime.a_un_siren else ""
    texts["siren_societe"] = "" if regime.a_un_siren else typed
    texts["forme_juridique"] = _sigle(texts["forme_juridique"])
    if not texts["raison_sociale"]:
        texts["raison_sociale"] = f"{found.get('nom', '')} {found.get('prenom', '')}".strip()
    return Saisie(regime, **texts, comptes=(SaisieCompte(**compte, etat=etat),))


def _bare_words(name: str) -> str:
    return name.strip("[]() ").casefold()


def _sigle(forme: str) -> str:
    """Give the sigle of a forme that is a code of Insee, or too long to be stored."""
    if len(forme) > _LONGEST_FORME:
        return _LONG_FORMES.get(fold(forme), forme)
    return _SIGLES.get(forme, forme)
