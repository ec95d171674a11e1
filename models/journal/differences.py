"""What an operation changed: before and after, without what is secret.

What was there is in the photographs that undoing needs, sealed; without the keys, or without a
photograph, the journal still says which fields changed and which boxes. Shown is what the list
and the panel show: account numbers are whole there too. Proofs (montant, NIR) are never in a
photograph that is shown, and a note, where people write what they like, is only said to differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from models.champs import CLIENT, COMPTE, FIELDS
from models.champs.champ import Champ, Text
from models.identifiers.masking import mask_numbers
from models.journal.photographs import Pair, pairs_of
from models.labels import Labelled, Regime, Report, Role, Service
from models.tables import Operation, Utilisateur
from models.tables.inscription import services_of
from models.wording import count
from models.writing.author import Author
from models.writing.photograph import State

CHANGED = "modifié"
ADDED = "ajouter_cle_ssh"
UNTOLD = frozenset({"note"})
BOXES = {True: "ouvert", False: "fermé"}
TOLD = {name: champ for name, champ in CLIENT.items() if not champ.secret and name != "services"}
TOLD_OF_COMPTE = {name: champ for name, champ in COMPTE.items() if not champ.secret}


class Difference(NamedTuple):
    """Something that an operation changed; empty where there was nothing, or is nothing now."""

    what: str
    before: str
    after: str


def differences_of(author: Author, rows: Sequence[Operation]) -> dict[UUID, tuple[Difference, ...]]:
    """Tell what each of these operations changed."""
    people = Utilisateur.select().where(Utilisateur.cabinet == author.cabinet)
    names = {one.id: one.nom or one.identifiant for one in people}
    pairs = pairs_of(author, rows)
    return {row.id: tuple(_of(row, pairs.get(row.id), names)) for row in rows}


def _of(row: Operation, pair: Pair | None, people: Mapping[int, str]) -> Iterator[Difference]:
    champs = row.details
    if "role" in champs:
        yield Difference("Rôle", "", Role(champs["role"]).label)
    if "empreinte" in champs:
        key = str(champs["empreinte"])
        yield Difference("Clé SSH", *(("", key) if row.verbe == ADDED else (key, "")))
    if pair is None:
        yield from _named(champs)
    elif "modeles" in pair.after:
        yield from _of_modeles(pair.before, pair.after)
    else:
        yield from _between(pair.before, pair.after, people)
    if champs.get("vus"):
        yield Difference("Sur urssaf.fr", "", "déjà ainsi")


def _named(champs: Mapping[str, Any]) -> Iterator[Difference]:
    """Tell what is known without a photograph."""
    for name in champs.get("champs", ()):
        if name in FIELDS:
            yield Difference(_label(FIELDS[name], Regime.GENERAL), "", CHANGED)
    for key, box in (("ouverts", True), ("fermes", False)):
        for service in Service:
            if service.code in champs.get(key, ()):
                yield Difference(service.label, BOXES[not box], BOXES[box])
    if report := champs.get("report"):
        yield Difference("Sur urssaf.fr", "", Report(report).label)


def _between(before: State, after: State, people: Mapping[int, str]) -> Iterator[Difference]:
    """Tell what differs between two photographs of an inscription; `before` is empty of a new."""
    was, now = before.get("inscription", {}), after["inscription"]
    regime = Regime(now["regime"])
    for name, champ in TOLD.items():
        then, here = was.get(name), now.get(name)
        if (then or "") != (here or ""):
            yield _changed(
                name,
                champ,
                regime,
                _shown(name, champ, then, people),
                _shown(name, champ, here, people),
            )
    yield from _boxes(was.get("services", 0), now["services"])
    yield from _comptes(before.get("comptes", ()), after["comptes"], regime)
    if was and bool(was.get("retire_le")) != bool(now.get("retire_le")):
        there = ("dans le portefeuille", "supprimé")
        yield Difference("Client", *(there if now.get("retire_le") else there[::-1]))
    if was.get("report", now["report"]) != now["report"]:
        yield Difference("Sur urssaf.fr", Report(was["report"]).label, Report(now["report"]).label)


def _boxes(was: int, now: int) -> Iterator[Difference]:
    had, has = services_of(was), services_of(now)
    for service in Service:
        if (service in had) != (service in has):
            yield Difference(service.label, BOXES[service in had], BOXES[service in has])


def _comptes(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], regime: Regime
) -> Iterator[Difference]:
    """Tell what differs between the comptes; one that came or went is named."""
    was, now = ({one["id"]: one for one in some} for some in (before, after))
    for number in sorted(was.keys() | now.keys()):
        then, here = was.get(number), now.get(number)
        if then is None or here is None:
            yield Difference("Compte", *(_identity(one) if one else "" for one in (then, here)))
            continue
        for name, champ in TOLD_OF_COMPTE.items():
            if (then.get(name) or "") != (here.get(name) or ""):
                yield _changed(
                    name,
                    champ,
                    regime,
                    *(_shown(name, champ, one.get(name), {}) for one in (then, here)),
                )


def _identity(compte: Mapping[str, Any]) -> str:
    """Name a compte by its number and its town, as the panel does."""
    shown = (
        _shown(name, TOLD_OF_COMPTE[name], compte.get(name), {})
        for name in ("numero_compte", "siret", "ville")
    )
    return " ".join(filter(None, shown)) or "(sans numéro)"


def _of_modeles(before: State, after: State) -> Iterator[Difference]:
    was, now = ({one["nom"]: one for one in s["modeles"]} for s in (before, after))
    for name in sorted(was.keys() | now.keys()):
        then, here = was.get(name), now.get(name)
        if then != here:
            yield Difference(name, _modele(then), _modele(here))


def _modele(kept: Mapping[str, Any] | None) -> str:
    """Say what a modèle opens, and for whom unasked."""
    if kept is None:
        return ""
    given = f", d'office : {Regime(kept['regime']).label}" if kept["regime"] else ""
    return f"{count(len(services_of(kept['services'])), 'case')}{given}"


def _changed(name: str, champ: Champ, regime: Regime, before: str, after: str) -> Difference:
    if name in UNTOLD:
        return Difference(_label(champ, regime), "", CHANGED)
    return Difference(_label(champ, regime), before, after)


def _label(champ: Champ, regime: Regime) -> str:
    return champ.label_of(regime)


def _shown(name: str, champ: Champ, kept: Any, people: Mapping[int, str]) -> str:
    """Write a stored value as a screen shows it; a number lost in a text is hidden."""
    if kept is None or kept == "":
        return ""
    if name == "responsable":
        return people.get(kept, "?")
    if champ.codes:
        codes: type[Labelled] = type(champ.codes[0])
        return codes(kept).label
    shown = champ.show(str(kept))
    return mask_numbers(shown) if isinstance(champ.kind, Text) else shown
