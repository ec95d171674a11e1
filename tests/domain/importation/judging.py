"""Whether a report of an import is what is expected of a table: data/tableaux/README.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Plain = Mapping[str, Any]
FALSE = "faux prêt"


def faults(expected: Plain, report: Plain, people: Mapping[str, str]) -> list[str]:
    """Say what is not right of a report; `people`: the identifiants by the names."""
    said = [
        f"{name} : {report[name]}, attendu {expected[name]}"
        for name in ("lignes_lues", "titres_ligne")
        if report[name] != expected[name]
    ]
    lines = {one["ligne"]: one for one in report["lignes"]}
    if [one["ligne"] for one in expected["lignes"]] != [one["ligne"] for one in report["lignes"]]:
        said.append("d'autres lignes")
    if sum(report["compte"].values()) != report["lignes_lues"]:
        said.append("le compte n'y est pas")
    for wanted in expected["lignes"]:
        found = lines.get(wanted["ligne"])
        said += [f"ligne {wanted['ligne']} : {one}" for one in _line(wanted, found, people)]
    return said


def leaks(secrets: Sequence[str], text: str, allowed: Sequence[str]) -> list[str]:
    """Give where parts of secrets, eight characters long, stand in a text.

    `allowed` are the numbers that may stand there, and have some in common.
    """
    for number in allowed:
        text = text.replace(number, "")
    parts = (secret[at : at + 8] for secret in secrets for at in range(len(secret) - 7))
    found = (text.find(part) for part in parts)
    return [text[max(0, at - 30) : at + 30] for at in found if at >= 0]


def _line(wanted: Plain, found: Plain | None, people: Mapping[str, str]) -> list[str]:
    if found is None:
        return ["manque"]
    if found["verdict"] not in _several(wanted["verdict"]):
        return [f"{found['verdict']}, attendu {wanted['verdict']} : {found['motif']}"]
    said = []
    if found["avec_ligne"] not in _several(wanted["avec_ligne"]):
        said.append(f"avec la ligne {found['avec_ligne']}")
    if found["verdict"] in ("erreur", "a_verifier"):
        return [*said, *_left(wanted, found)]
    if found["verdict"] == "prete" and found["avec_ligne"] is None:
        said += _inscription(wanted["inscription"], found["inscription"], people)
    return said


def _left(wanted: Plain, found: Plain) -> list[str]:
    """Say what is not right of a line that was refused or doubted."""
    champs = _several(wanted["champ"])
    said = [] if found["motif"] else ["sans motif"]
    if None not in champs and found["champ"] not in champs:
        said.append(f"champ {found['champ']}, attendu {champs}")
    if found["verdict"] == "a_verifier":
        kept = wanted.get("si_a_verifier", {})
        said += [f"{n} : {kept[n]}" for n in kept if found["inscription"][n] != kept[n]]
    return said


def _inscription(wanted: Plain | None, found: Plain, people: Mapping[str, str]) -> list[str]:
    if wanted is None:
        return [FALSE]
    known = {**wanted, "responsable": people.get(wanted.get("responsable") or "")}
    said = [
        f"{FALSE} : {name} = {found[name]}"
        for name in found
        if name not in ("comptes", "services") and not _is(found[name], known.get(name))
    ]
    if sorted(found["services"]) != sorted(known.get("services") or []):
        said.append(f"{FALSE} : services {found['services']}")
    comptes = known.get("comptes", [])
    if len(comptes) != len(found["comptes"]):
        return [*said, f"{FALSE} : {len(found['comptes'])} comptes"]
    for one, other in zip(found["comptes"], comptes, strict=True):
        full = {"etat": "actif", **other}
        said += [
            f"{FALSE} : {name} = {one[name]}" for name in one if not _is(one[name], full.get(name))
        ]
    return said


def _is(found: object, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return found in wanted["un_de"]
    return ((found or None) == (wanted or None) and found is not True) or found is True is wanted


def _several(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]
