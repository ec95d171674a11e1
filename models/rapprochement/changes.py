"""How what was read on urssaf.fr changes a row: inside the transaction of its lot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.champs import CLIENT, COMPTE
from models.errors import Conflict
from models.labels import Etat
from models.rapprochement.constat import Constat
from models.rapprochement.differing import etats_there, read_forme, read_services
from models.rapprochement.pairing import pair
from models.saisie import Saisie
from models.tables import Compte
from models.writing import two_states
from models.writing.author import Author, Details
from models.writing.changes import set_services, touch
from models.writing.collisions import refuse_restored
from models.writing.comptes import Held, new_compte
from models.writing.controle import ValeursCompte, check
from models.writing.row_keys import set_keys

NOT_SAVED = "Non enregistré"
NUMBERS = ("numero_compte", "siret")


def note(author: Author, held: Held, constat: Constat) -> Details | None:
    """Note that urssaf.fr has it as it was read; None if that is known."""
    if not two_states.tell_seen(author, held.row, constat.there):
        return None
    touch(author, held.row)
    return {"vus": True}


def strike_off(author: Author, held: Held, constat: Constat) -> Details | None:
    """Mark its comptes radiés: those that were read so, or all of who was not read."""
    if constat.seen:
        ranks = [rank for rank, etat in _etats(held, constat) if etat is Etat.RADIE]
    else:
        ranks = [rank for rank, one in enumerate(held.comptes) if one.etat != Etat.RADIE.value]
    if not ranks:
        return None
    for rank in ranks:
        _change(held.comptes[rank], {"etat": Etat.RADIE.value})
    touch(author, held.row)
    return {"champs": ["etat"]}


def align(author: Author, held: Held, constat: Constat) -> Details | None:
    """Make it here as it was read on urssaf.fr; Conflict if a number is somebody else's."""
    row, changed = held.row, set[str]()
    forme, services = read_forme(constat.seen), read_services(constat.seen)
    if forme and row.forme_juridique != (kept := _stored_forme(forme)):
        row.forme_juridique = kept
        changed.add("forme_juridique")
    for rank, etat in _etats(held, constat):
        _change(held.comptes[rank], {"etat": etat.value})
        changed.add("etat")
    changed |= _align_comptes(held, constat)
    switched = set_services(author, held, services) if services is not None else None
    known = two_states.tell_seen(author, row, constat.there)
    if not (changed or switched or known):
        return None
    set_keys(row, held.comptes)
    if switched is None:
        touch(author, row)
    return {"champs": sorted(changed), "ouverts": [], "fermes": [], **(switched or {})}


def saisie_of(constat: Constat) -> Saisie:
    """Give the client that was read as somebody would have typed it: already inscribed there.

    Its boxes are those that were read; where none were, none is said to be open.
    """
    lines = constat.seen
    named = [one for one in lines if one.has_number] or lines[:1]
    comptes = tuple(replace(one.saisie.comptes[0], etat=one.etat or Etat.ACTIF) for one in named)
    first = next((one.saisie for one in lines if one.saisie.raison_sociale), lines[0].saisie)
    regime = constat.regime or first.regime
    return replace(
        first,
        regime=regime,
        siren=constat.siren if regime.a_un_siren else "",
        siren_societe=first.siren_societe if not regime.a_un_siren else "",
        forme_juridique=read_forme(lines),
        services=read_services(lines) or frozenset(),
        montant="",
        nir="",
        deja_inscrit=True,
        comptes=comptes,
    )


def _etats(held: Held, constat: Constat) -> list[tuple[int, Etat]]:
    return etats_there(held.comptes, constat.seen)


def _stored_forme(forme: str) -> str | None:
    return CLIENT["forme_juridique"].stored(forme)


def _align_comptes(held: Held, constat: Constat) -> set[str]:
    """Give comptes the numbers that they lack, and add those that are not here."""
    paired = pair(held.comptes, constat.seen)
    lacking = [
        (compte, {name: there for name in NUMBERS if not getattr(compte, name)
                  and (there := getattr(one, name))})
        for compte, one in paired.pairs
    ]  # fmt: skip
    strangers = tuple(one.saisie.comptes[0] for one in paired.there)
    added = _checked(replace(saisie_of(constat), comptes=strangers)) if strangers else ()
    gained = [values["numero_compte"] for _, values in lacking if "numero_compte" in values]
    gained += [one.numero_compte for one in added if one.numero_compte]
    refuse_restored(held.row, False, gained, NOT_SAVED)
    changed = set[str]()
    for compte, values in lacking:
        if values and isinstance(compte, Compte):
            _change(compte, values)
            changed |= values.keys()
    for one, values_of in zip(paired.there, added, strict=True):
        compte = new_compte(held.row, replace(values_of, etat=one.etat or Etat.ACTIF))
        compte.save(force_insert=True)
        held.comptes.append(compte)
        changed |= {name for name in COMPTE if getattr(compte, name)}
    return changed


def _checked(saisie: Saisie) -> tuple[ValeursCompte, ...]:
    found = check(saisie, editing=True)
    wrong: Iterable[str] = (
        sentence for path, sentence in found.errors.items() if path.startswith("comptes.")
    )
    if sentence := next(iter(wrong), ""):
        raise Conflict(f"{NOT_SAVED} : {sentence}")
    return found.comptes


def _change(compte: Compte, values: Mapping[str, str]) -> None:
    """Write some columns of a compte."""
    Compte.update(**values).where(Compte.id == compte.id).execute()
    for name, value in values.items():
        setattr(compte, name, value)
