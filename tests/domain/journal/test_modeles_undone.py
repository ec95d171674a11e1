"""The modèles: each gesture is undone, unless what it left was changed since."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from models.errors import Conflict, NotAllowed, Refusal
from models.labels import Regime, Role, Service
from models.lot import Bilan, LotUndo
from models.portefeuille import Portefeuille
from models.tables import Modele, Operation
from tests.cabinet import colleague_of, open_portefeuille
from tests.tries import examples

DPAE, ATTESTATIONS = frozenset({Service.DPAE}), frozenset({Service.ATTESTATIONS})
NAMES = ("DSN", "Paie", "dsn")


def undo(portefeuille: Portefeuille) -> Bilan:
    geste = portefeuille.latest_gesture()
    assert geste is not None
    return LotUndo(portefeuille, geste).run()


def test_each_gesture_is_taken_back(portefeuille: Portefeuille) -> None:
    modeles = portefeuille.modeles
    first = modeles.keep("DSN", DPAE)
    modeles.keep("Paie", ATTESTATIONS)
    modeles.give("Paie", Regime.GENERAL)
    modeles.give("DSN", Regime.GENERAL)
    modeles.remove("Paie")
    assert undo(portefeuille).changed == 1
    assert [one.nom for one in modeles.all()] == ["DSN", "Paie"]
    assert undo(portefeuille).changed == 1
    assert modeles.given(Regime.GENERAL) == ATTESTATIONS
    undo(portefeuille)
    undo(portefeuille)
    assert modeles.all() == (first,)


def test_an_undoing_is_undone(portefeuille: Portefeuille) -> None:
    portefeuille.modeles.keep("DSN", DPAE)
    undo(portefeuille)
    assert portefeuille.modeles.all() == ()
    undoing = portefeuille.journal.page().lines[0]
    assert (undoing.title, undoing.subject) == ("Annulation\u00a0: modèle gardé", "DSN")
    LotUndo(portefeuille, portefeuille.undoable(undoing.lot)).run()
    assert [one.nom for one in portefeuille.modeles.all()] == ["DSN"]
    with pytest.raises(Conflict, match="Déjà annulé le 12/06/2026"):
        portefeuille.undoable(undoing.lot)


def test_what_was_changed_since_stays(portefeuille: Portefeuille) -> None:
    kept = portefeuille.modeles.keep("DSN", DPAE)
    geste = portefeuille.latest_gesture()
    assert geste is not None
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.modeles.keep("dsn", ATTESTATIONS, replaces=kept)
    bilan = LotUndo(portefeuille, geste).run()
    assert bilan.changed == 0
    assert "a changé depuis" in bilan.left[0]
    assert [one.services for one in portefeuille.modeles.all()] == [ATTESTATIONS]


def test_somebody_else_s_is_for_an_administrator(portefeuille: Portefeuille) -> None:
    portefeuille.modeles.keep("DSN", DPAE)
    geste = portefeuille.latest_gesture()
    assert geste is not None
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    with pytest.raises(NotAllowed, match="quelqu'un d'autre"):
        LotUndo(marc, geste).run()
    assert len(portefeuille.modeles.all()) == 1
    chief = colleague_of(portefeuille, "Anne Faure", Role.ADMINISTRATEUR)
    assert LotUndo(chief, geste).run().changed == 1
    assert portefeuille.modeles.all() == ()


def test_nobody_else_is_given_in_advance_twice(portefeuille: Portefeuille) -> None:
    modeles = portefeuille.modeles
    modeles.keep("DSN", DPAE)
    modeles.give("DSN", Regime.GENERAL)
    modeles.remove("DSN")
    geste = portefeuille.latest_gesture()
    assert geste is not None
    modeles.keep("Paie", ATTESTATIONS)
    modeles.give("Paie", Regime.GENERAL)
    assert LotUndo(portefeuille, geste).run().changed == 0
    assert [one.nom for one in modeles.all()] == ["Paie"]


def test_the_journal_says_what_a_modele_became(portefeuille: Portefeuille) -> None:
    portefeuille.modeles.keep("DSN", DPAE)
    portefeuille.modeles.give("DSN", Regime.GENERAL)
    operation = portefeuille.journal.page().lines[0].operation
    (one,) = portefeuille.journal.differences([operation])[operation]
    assert one.what == "DSN"
    assert (one.before, one.after) == ("1\u00a0case", "1\u00a0case, d'office\u00a0: Régime Général")


GESTURES = st.lists(
    st.tuples(st.sampled_from(("keep", "give", "remove")), st.sampled_from(NAMES), st.booleans()),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(25))
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@given(gestures=GESTURES)
def test_all_undone_from_the_last_gives_what_was_there(
    base: Database, tmp_path: Path, gestures: list[tuple[str, str, bool]]
) -> None:
    assert base is not None
    Modele.delete().execute()
    portefeuille = open_portefeuille(tmp_path)
    modeles = portefeuille.modeles
    modeles.keep("Ancien", DPAE)
    seen = [modeles.all()]
    for verb, name, flag in gestures:
        before = Operation.select().count()
        same = [one for one in modeles.all() if one.nom.casefold() == name.casefold()]
        try:
            if verb == "keep":
                services = DPAE if flag else ATTESTATIONS
                modeles.keep(name, services, replaces=same[0] if same else None)
            elif verb == "give":
                modeles.give(name, Regime.GENERAL if flag else None)
            else:
                modeles.remove(name)
        except Refusal:
            assert Operation.select().count() == before
            continue
        seen.append(modeles.all())
    for wanted in seen[-2::-1]:
        assert undo(portefeuille).changed == 1
        assert modeles.all() == wanted
