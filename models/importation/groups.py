"""The lines of one client put together: one inscription, as many comptes as it has lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models.champs import CLIENT, PROOFS, texts_of
from models.cleaning import fold
from models.identifiers import siren, siret
from models.identifiers.reading import is_digits
from models.importation.cells import LONGEST_VAT
from models.importation.colonne import LABELS
from models.importation.doubts import Doubt, Nature
from models.importation.lines import Ligne, number_of
from models.labels import Regime
from models.saisie import Saisie, SaisieCompte

Key = tuple[object, ...]
_TEXTS = tuple(name for name in texts_of(CLIENT | PROOFS) if name not in ("siren", "siren_societe"))
_AS_IT_IS = ("montant", "nir")


@dataclass(frozen=True, slots=True)
class Groupe:
    """The lines of one client, the first one first; `doubles` repeat one that is before them.

    `order`: which line each compte of the saisie is of.
    """

    lignes: tuple[Ligne, ...]
    saisie: Saisie = field(repr=False)
    order: tuple[int, ...]
    doubles: tuple[tuple[Ligne, int], ...] = ()
    doutes: tuple[Doubt, ...] = ()


def key_of(ligne: Ligne) -> Key:
    """Give what the lines of one client have in common: Siren and régime, else the compte."""
    regime = tuple(sorted(ligne.regimes))
    with_siren = Regime.GERANT_MAJORITAIRE not in ligne.regimes or len(regime) > 1
    number = siren_of(ligne.saisie.siren) if with_siren else ""
    if number:
        return (number, regime)
    numero = number_of(ligne.compte.numero_compte)
    return ("compte", numero, regime) if numero else ("ligne", ligne.numero)


def siren_of(cell: str) -> str:
    """Give the nine digits of a Siren, a Siret or a VAT number; nothing if it is none."""
    digits = number_of(cell)
    if is_digits(digits) and len(digits) in (siren.LENGTH, siret.LENGTH):
        return digits[: siren.LENGTH]
    if len(digits) == LONGEST_VAT and digits.startswith("FR"):
        return digits[-siren.LENGTH :]
    return ""


def gather(lignes: Sequence[Ligne]) -> Groupe:
    """Put the lines of one client together."""
    if len(lignes) == 1:
        return Groupe((lignes[0],), lignes[0].saisie, (lignes[0].numero,))
    kept: list[Ligne] = []
    doubles: list[tuple[Ligne, int]] = []
    for ligne in lignes:
        same = next((one.numero for one in kept if _says_no_more(ligne, one)), None)
        less = next((rank for rank, one in enumerate(kept) if _says_no_more(one, ligne)), None)
        if same is not None:
            doubles.append((ligne, same))
        elif less is not None:
            doubles.append((kept[less], ligne.numero))
            kept[less] = ligne
        else:
            kept.append(ligne)
    first = kept[0]
    said: dict[str, Any] = {name: _first(kept, name) for name in _TEXTS}
    named = [one for one in kept if number_of(one.compte.numero_compte) or one.compte.siret]
    comptes = [(one.numero, one.compte) for one in named or kept[:1]]
    saisie = replace(
        first.saisie, **said, comptes=tuple(compte for _, compte in comptes)
    )  # fmt: skip
    order = tuple(numero for numero, _ in comptes)
    return Groupe(tuple(kept), saisie, order, tuple(doubles), tuple(_differences(kept, named)))


def _first(lignes: Sequence[Ligne], name: str) -> str:
    return next((text for one in lignes if (text := getattr(one.saisie, name))), "")


def _says_no_more(ligne: Ligne, before: Ligne) -> bool:
    """Tell whether a line is another one again, or a part of it."""
    texts = all(
        not (said := getattr(ligne.saisie, name)) or _same(name, said, getattr(before.saisie, name))
        for name in _TEXTS
    )
    services = ligne.services in (None, before.services)
    who = fold(ligne.responsable) in ("", fold(before.responsable))
    return texts and services and who and _same_compte(ligne.compte, before.compte)


def _same_compte(one: SaisieCompte, other: SaisieCompte) -> bool:
    numbers = number_of(one.numero_compte), number_of(one.siret)
    places = ((one.code_postal, other.code_postal), (one.ville, other.ville))
    return (
        numbers == (number_of(other.numero_compte), number_of(other.siret))
        and one.etat is other.etat
        and all(not said or fold(said) == fold(known) for said, known in places)
    )


def _same(name: str, one: str, other: str) -> bool:
    return one == other or (name not in _AS_IT_IS and fold(one) == fold(other))


def _differences(kept: Sequence[Ligne], named: Sequence[Ligne]) -> list[Doubt]:
    """Doubt lines of one client that say different things of it."""
    doubts = []
    for name in _TEXTS:
        first = _first(kept, name)
        for one in kept:
            if (said := getattr(one.saisie, name)) and not _same(name, said, first):
                doubts.append(_difference(name, one.numero))
                break
    if len({fold(one.responsable) for one in kept if one.responsable}) > 1:
        doubts.append(_difference("responsable", kept[-1].numero))
    if len({one.services for one in kept if one.services is not None}) > 1:
        doubts.append(_difference("services", kept[-1].numero))
    bare = [one.numero for one in kept if one not in named]
    if (named and bare) or len(bare) > 1:
        said = (
            f"La ligne {bare[-1]} n'a ni numéro de compte, ni Siret : un autre compte, ou aucun ?"
        )
        doubts.append(Doubt("numero_compte", said, Nature.DIFFERENCE))
    return doubts


def _difference(name: str, numero: int) -> Doubt:
    label = LABELS.get(name, "Nom")
    named = label if isinstance(label, str) else "Raison sociale"
    return Doubt(name, f"{named} : la ligne {numero} en dit un autre.", Nature.DIFFERENCE)
