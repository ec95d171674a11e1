"""Each field on the screens and in JSON: laid out, explained, shown again, kept, written.

What a field does not do is said, with its reason, where it is declared (models/champs). Its
options: tests/journeys/command_line/test_options_of_fields.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from peewee import Database

from models.champs import COMPTE, FIELDS
from models.champs.champ import Number
from models.fiche import Fiche
from models.labels import Regime, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte, typed
from models.writing.controle import check
from screens.client_form import ClientForm
from screens.copie import lines_of
from screens.formulaire.layout import CHOSEN, ROWS
from screens.formulaire.rebasing import rebased
from screens.formulaire.text import FORMATS
from tests.each_champ import (
    CHANGING,
    NAMES,
    TYPED,
    field_of,
    open_with_people,
    regime_of,
    sample,
    whole,
    with_field,
)
from tests.journeys.list_stage import Session, play
from tui.verbs import json_rows

each_field = pytest.mark.parametrize("name", NAMES)
each_regime = pytest.mark.parametrize("regime", Regime)

JSON_OF_SERVICES = [Service.DPAE.code]


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """Take one engine: the screens are the same on the other."""
    return str(request.param)


@pytest.fixture
def inside(base: Database, tmp_path: Path) -> Portefeuille:
    return open_with_people(tmp_path)


def enroll(inside: Portefeuille, name: str) -> Fiche:
    return inside.enroll(whole(regime_of(name)), forced=True)


def laid_out(name: str, value: Any) -> Any:
    """Give a value as the form writes it once it was read."""
    kind = FIELDS[name].kind
    return kind.show(kind.read(value).value) if kind else value


@each_regime
def test_the_form_has_the_fields_of_its_regime(regime: Regime) -> None:
    found = [name for row in ROWS[regime] for name in row]
    wanted = {name for name in NAMES if FIELDS[name].form and regime in FIELDS[name].regimes}
    forgotten, strangers = wanted - set(found), set(found) - wanted
    assert not forgotten, f"{forgotten}: not laid out in screens/formulaire/layout.py"
    assert not strangers, f"{strangers}: not declared in models/champs for {regime}"
    assert len(found) == len(wanted), f"{found}: one stands twice"


@each_field
def test_the_form_has_words_for_it(name: str) -> None:
    champ = FIELDS[name]
    assert all(champ.label_of(regime) for regime in champ.regimes), f"{name} has no label"
    assert FORMATS[name] or not champ.form, f"{name}: F4 has nothing to say of it"


@each_field
def test_it_is_typed_again_as_it_is_kept(inside: Portefeuille, name: str) -> None:
    saisie = typed(enroll(inside, name))
    champ = FIELDS[name]
    wanted = laid_out(name, sample(name)) if champ.form else sample(name)
    lost = f"{name} is lost by whoever edits"
    assert field_of(saisie, name) == (wanted if champ.shown else ""), lost


def rows_below(session: Session) -> int:
    """Count the rows of the fields that a window does not hold, beside the boxes."""
    screen = session.screen
    return max(
        0, screen.query_one("FormFields").size.height - screen.query_one("#corps").size.height
    )


@each_regime
def test_what_is_there_is_shown_then_changed_on_the_screen(
    inside: Portefeuille, regime: Regime
) -> None:
    fiche = inside.enroll(whole(regime), forced=True)
    before, changed = typed(fiche), whole(regime, 1)
    names = [name for row in ROWS[regime] for name in row]
    wanted = {}

    async def steps(session: Session) -> None:
        below = rows_below(session)
        assert not below, f"{regime.label}: {below} row too many in layout.py for 80 by 24"
        for name in names:
            field: Any = session.screen.query_one(f"#{name}")
            assert field.value == field_of(before, name), f"{name} is not shown"
            past = field.region.right > session.app.size.width
            assert not past, f"{name}: past the right; its row in layout.py has no room for it"
            field.focus()
            if name not in CHOSEN:
                field.value = field_of(changed, name)
            for key in ("left", "right"):
                if field.value == field_of(before, name):
                    await session.press(key)
            wanted[name] = field.value
        await session.press("ctrl+s", "o", "enter")

    play(ClientForm.for_edit(inside, fiche), steps)
    after = typed(inside.get(fiche.uid))
    for name in names:
        if FIELDS[name].shown:
            same = field_of(after, name) == laid_out(name, wanted[name])
            assert same, f"{name}: what was typed is lost"
            moved = field_of(after, name) != field_of(before, name)
            assert moved == bool(FIELDS[name].changes), f"{name}: changed {moved}"


@pytest.mark.parametrize("name", CHANGING)
def test_it_is_kept_through_a_conflict(inside: Portefeuille, name: str) -> None:
    before = typed(enroll(inside, name))
    changed = with_field(before, name, sample(name, 1))
    mine = rebased(changed, before, before)
    assert mine == changed, f"{name}: what I changed is lost"
    theirs = rebased(before, before, changed)
    assert theirs == changed, f"{name}: what they changed is undone"


@each_field
def test_json_has_it_or_says_why_not(inside: Portefeuille, name: str) -> None:
    fiche = enroll(inside, name)
    people = inside.responsables()
    (row,) = json.loads(json_rows.rows([fiche], people))
    owner = row["comptes"][0] if name in COMPTE else row
    assert (name in owner) == bool(FIELDS[name].json), f"{name}: in JSON {name in owner}"
    if FIELDS[name].json:
        whose = next((one.identifiant for one in people if one.uid == fiche.responsable), None)
        apart = {"services": JSON_OF_SERVICES, "responsable": whose}
        assert owner[name] == apart.get(name, field_of(fiche, name))
        assert owner[name] is not None


def test_json_says_null_of_what_is_kept_as_null(inside: Portefeuille) -> None:
    bare = SaisieCompte(sample("numero_compte"))
    fiche = inside.enroll(Saisie(Regime.GERANT_MAJORITAIRE, comptes=(bare,)))
    (row,) = json.loads(json_rows.rows([fiche], inside.responsables()))
    said = row | row["comptes"][0]
    blank = [name for name in TYPED if FIELDS[name].json and name != "numero_compte"]
    for name in blank:
        assert said[name] == (None if FIELDS[name].null else ""), f"{name}: {said[name]!r}"
    assert (said["siren"], said["raison_sociale"]) == (None, "")


@pytest.mark.parametrize("name", [one for one in TYPED if isinstance(FIELDS[one].kind, Number)])
def test_a_number_can_be_copied_but_for_a_secret(inside: Portefeuille, name: str) -> None:
    fiche = enroll(inside, name)
    copied = {line.value for line in lines_of(fiche, inside.cabinet_nom)}
    kept = check(whole(regime_of(name))).values
    number = kept[f"comptes.0.{name}" if name in COMPTE else name]
    assert (number in copied) != FIELDS[name].secret, f"{name}: copied {number in copied}"
