"""Any sequence of gestures, undone from its end, shows what was shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from models.fiche import Fiche
from models.labels import ToDo
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.writing import first_seals, verifying
from tests.cabinet import (
    NOON,
    all_of,
    employeur,
    gerant,
    independant,
    numero,
    open_portefeuille,
)
from tests.domain.undone import ATTESTATIONS, DPAE, shown, undo
from tests.tries import examples


def enroll(portefeuille: Portefeuille, _: Fiche, turn: int) -> None:
    make = (gerant, employeur, independant)[turn % 3]
    portefeuille.enroll(make(100 + turn, deja_inscrit=turn % 4 == 3), anew=True)


def services(portefeuille: Portefeuille, fiche: Fiche, turn: int) -> None:
    portefeuille.set_services(fiche, fiche.services ^ (ATTESTATIONS if turn % 2 else DPAE))


def edit(portefeuille: Portefeuille, fiche: Fiche, turn: int) -> None:
    first, *others = [
        SaisieCompte(one.numero_compte, one.siret, one.etat, id=one.id) for one in fiche.comptes
    ]
    if turn % 3 == 0:
        others.append(SaisieCompte(numero(500 + turn)))
    typed = Saisie(
        fiche.regime,
        siren=fiche.siren,
        raison_sociale=f"CLIENT {turn}",
        montant="1 234,56" if fiche.montant_centimes else "",
        note=fiche.note if turn % 2 else f"note {turn}",
        services=fiche.services,
        comptes=(first, *others),
    )
    portefeuille.edit(fiche, typed, forced=True)


def terminate(portefeuille: Portefeuille, fiche: Fiche, _: int) -> None:
    portefeuille.terminate(fiche)


def restore(portefeuille: Portefeuille, _: Fiche, turn: int) -> None:
    gone = portefeuille.corbeille_uids(most=9)
    portefeuille.restore(gone[turn % len(gone) :][:2] if gone else ())


def report(portefeuille: Portefeuille, fiche: Fiche, _: int) -> None:
    portefeuille.report(fiche)


def refuse(portefeuille: Portefeuille, fiche: Fiche, turn: int) -> None:
    portefeuille.refuse(fiche, motif=f"motif {turn}")


VERBS: tuple[Callable[[Portefeuille, Fiche, int], None], ...] = (
    *(enroll, services, edit, terminate, restore, report, refuse),
)


@pytest.fixture
def portefeuille(base: Database, tmp_path: Path) -> Portefeuille:
    """Give one whose clock goes on: comptes are those of a removal by its instant."""
    assert base is not None
    seconds = count()
    return open_portefeuille(tmp_path, now=lambda: NOON + timedelta(seconds=next(seconds)))


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@given(st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 9)), min_size=1, max_size=8))
def test_any_sequence_undone_from_its_end_shows_what_was_shown(
    portefeuille: Portefeuille,
    verbs: list[tuple[Callable[[Portefeuille, Fiche, int], None], int]],
) -> None:
    for fiche in all_of(portefeuille):
        portefeuille.terminate(fiche)
    portefeuille.enroll(employeur(1, deja_inscrit=True, services=DPAE), anew=True)
    portefeuille.report(portefeuille.enroll(gerant(2)))
    portefeuille.seal()
    seen = [shown(portefeuille)]
    for turn, (verb, place) in enumerate(verbs):
        living = all_of(portefeuille)
        if not living and verb is not enroll:
            continue
        before = portefeuille.latest_gesture()
        verb(portefeuille, living[place % len(living)] if living else None, turn)  # type: ignore[arg-type]
        if portefeuille.latest_gesture() != before:
            seen.append(shown(portefeuille))
    seen.pop()
    assert sound(portefeuille)
    while seen:
        assert all(isinstance(fate, ToDo) for fate in undo(portefeuille))
        assert shown(portefeuille) == seen.pop()
    assert sound(portefeuille)


def sound(portefeuille: Portefeuille) -> bool:
    """Tell whether each row is as the last operation on it left it, and found it."""
    found = verifying.verify(portefeuille._cabinet, portefeuille._vault)
    assert found.wrong == ()
    return not found.broken and first_seals.is_sealed(portefeuille._cabinet)
