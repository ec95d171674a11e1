"""What is said of a rapprochement: its JSON (see the contract), and its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.importation.words import veiled
from models.rapprochement.comparing import Rapprochement
from models.rapprochement.constat import Constat, Groupe
from models.rapprochement.releve import Releve
from models.wording import count, show_number

LISTED = (Groupe.DIFFERENT, Groupe.LA_BAS, Groupe.ICI, Groupe.A_PRECISER)
"""The groups whose inscriptions are named one by one."""
UNKNOWN_HERE = (
    "Seulement ici : non cherché. La page du portail ne porte ni numéro ni total : ajoutez "
    "--complet si tout a été lu."
)


def as_json(releve: Releve, found: Rapprochement) -> dict[str, object]:
    """Give the report as plain values; what is only here is empty unless all was read."""
    agreed = found.of(Groupe.D_ACCORD)
    return {
        "lignes_lues": releve.lignes_lues,
        "comptes_lus": releve.comptes,
        "complet": found.complete,
        "d_accord": sum(bool(one.seen) for one in agreed),
        "a_noter": [_told(one) for one in agreed if one.phrase],
        "ici_seulement": [_told(one) for one in found.of(Groupe.ICI)],
        "la_bas_seulement": [_told(one) for one in found.of(Groupe.LA_BAS)],
        "differents": [_told(one) for one in found.of(Groupe.DIFFERENT)],
        "a_preciser": [_told(one) for one in found.of(Groupe.A_PRECISER)],
        "ignorees": releve.ignorees,
        "non_compare": list(found.not_compared),
    }


def _told(constat: Constat) -> dict[str, object]:
    """Name an inscription, and what differs; what is not known is null."""
    regime = constat.regime
    return {
        "siren": constat.siren or None,
        "numero_compte": constat.number or None,
        "regime": regime.value if regime else None,
        "raison_sociale": veiled(constat.nom),
        "forme_juridique": veiled(_forme(constat)) or None,
        "quoi": veiled(constat.quoi),
        "ligne": constat.numero,
    }


def _forme(constat: Constat) -> str:
    return constat.forme_juridique or (constat.here.forme_juridique if constat.here else "")


def read_in_words(releve: Releve) -> str:
    """Count what was read: `37 pages, 365 comptes lus`; and what was not."""
    pages, comptes = count(releve.pages, "page"), count(releve.comptes, "compte lu", "comptes lus")
    unread = len(releve.unread)
    left = f", {count(unread, 'ligne non comprise', 'lignes non comprises')}" if unread else ""
    return f"{pages}, {comptes}{left}"


def sentences(releve: Releve, found: Rapprochement) -> Iterator[str]:
    """Tell all of it, group by group, for people to read."""
    lines = count(releve.lignes_lues, "ligne lue", "lignes lues")
    parts = [count(releve.comptes, "compte lu", "comptes lus")]
    for number, words in (
        (len(releve.unread), ("non comprise", "non comprises")),
        (releve.repeated, ("répétée", "répétées")),
        (releve.ignorees, ("ignorée", "ignorées")),
    ):
        parts += [count(number, *words)] if number > 0 else []
    yield f"{lines} : {', '.join(parts)}."
    agreed = found.of(Groupe.D_ACCORD)
    yield f"D'accord : {show_number(sum(bool(one.seen) for one in agreed))}."
    for phrase, number in _phrases(agreed).items():
        yield f"  {show_number(number)} : {phrase}"
    for groupe in LISTED:
        some = found.of(groupe)
        if groupe is Groupe.ICI and not found.complete:
            yield UNKNOWN_HERE
        elif some or groupe is not Groupe.A_PRECISER:
            yield f"{groupe.label} : {show_number(len(some))}."
            yield from (f"  {line(one)}" for one in some)
    if found.complete and releve.unread:
        yield MAY_BE_THERE
    if found.not_compared:
        yield f"Non comparé : {', '.join(found.not_compared)} ({SILENT})."


MAY_BE_THERE = (
    "Attention : un client qui n'est « seulement ici » que parce que sa ligne n'a pas été comprise "
    "est peut-être sur urssaf.fr."
)
SILENT = "ce qui a été lu ne les dit pas"


def line(constat: Constat) -> str:
    """Name an inscription on one line: where it was read, which, who, what."""
    where = f"ligne {constat.numero} : " if constat.numero else ""
    if constat.unread:
        return f"{where}{veiled(constat.phrase)}"
    forme = _forme(constat)
    named = f"{constat.title} ({forme})" if forme else constat.title
    parts = (named, constat.nom, constat.quoi)
    return where + ", ".join(veiled(part) for part in parts if part)


def _phrases(constats: Sequence[Constat]) -> dict[str, int]:
    """Count what is to be known of those that agree."""
    counted: dict[str, int] = {}
    for one in constats:
        if one.phrase:
            counted[one.phrase] = counted.get(one.phrase, 0) + 1
    return counted
