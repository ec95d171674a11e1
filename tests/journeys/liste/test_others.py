"""What colleagues change is shown without a key, and no key reaches another row than was read."""

from __future__ import annotations

from typing import Any

import pytest
from textual.screen import Screen

from models.portefeuille import Portefeuille
from screens.accueil import AccueilScreen
from screens.corbeille import CorbeilleScreen
from screens.etablissements import EtablissementsScreen
from screens.liste.filters import Filters
from screens.queue import QueueScreen
from tests.cabinet import employeur, fill
from tests.journeys.list_stage import Session, Steps, names, play, ranks

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


async def glance(session: Session) -> None:
    """Have the watch look, as it does every two seconds."""
    session.app._watch.look()
    await session.press()


def watched(inside: Portefeuille, screen: Screen[Any], steps: Steps) -> None:
    """Play somebody who is in, from when the watch has looked once."""

    async def begun(session: Session) -> None:
        session.app._watch.begin(inside, "")
        session.app._watch.look()
        await steps(session)

    play(screen, begun)


def test_the_journal_grows_with_each_change(inside: Portefeuille) -> None:
    before = inside.journal.length()
    fiche = inside.enroll(employeur(1))
    assert inside.journal.length() > before
    again = inside.journal.length()
    inside.get(fiche.uid)
    assert inside.journal.length() == again


def test_a_row_that_a_colleague_changed_or_added_is_shown(inside: Portefeuille) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        await session.press("down", "space", "up")
        ticked, cursor, said = session.text.count("✓"), session.cursor, session.message
        first = inside.page().fiches[0]
        inside.edit(first, employeur(1, raison_sociale="BOULANGERIE 001", code_dossier="NEUF"))
        inside.enroll(employeur(4))
        await glance(session)
        assert names(session) == ranks(1, 4)
        assert "comptes 1 à 4 sur 4" in session.text
        assert session.cursor[:20] == cursor[:20]
        assert session.text.count("✓") == ticked
        assert session.message == said

    watched(inside, EtablissementsScreen(inside), steps)


def test_a_row_that_goes_under_the_cursor_is_told_of_and_stays(inside: Portefeuille) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        inside.terminate(inside.page().fiches[0])
        await glance(session)
        assert names(session) == ranks(1, 3)
        assert "Un collègue a changé cette page. F5 : actualiser." in session.message.replace(
            "\xa0", " "
        )
        await session.press("f5")
        assert names(session) == ranks(2, 3)

    watched(inside, EtablissementsScreen(inside), steps)


def test_an_answer_stays_until_it_was_read(inside: Portefeuille) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        await session.press("f5")
        said = session.message
        inside.terminate(inside.page().fiches[0])
        await glance(session)
        assert session.message == said == "Liste actualisée."
        await session.press("down", "up")
        await glance(session)
        assert session.message.startswith("Un collègue a changé cette page.")

    watched(inside, EtablissementsScreen(inside), steps)


def test_another_row_that_goes_is_gone(inside: Portefeuille) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        inside.terminate(inside.page().fiches[2])
        await glance(session)
        assert names(session) == ranks(1, 2)
        assert session.message == ""

    watched(inside, EtablissementsScreen(inside), steps)


def test_the_corbeille_the_queue_and_the_counts_follow_too(inside: Portefeuille) -> None:
    fill(inside, 2)

    async def removed(session: Session) -> None:
        inside.terminate(inside.page().fiches[0])
        await glance(session)
        assert "BOULANGERIE 001" in session.text

    async def waiting(session: Session) -> None:
        inside.enroll(employeur(3))
        await glance(session)
        assert "BOULANGERIE 003" in session.text

    async def counted(session: Session) -> None:
        before = session.text
        inside.enroll(employeur(4))
        await glance(session)
        assert session.text != before
        assert "BOULANGERIE 004" in session.text

    watched(inside, CorbeilleScreen(inside), removed)
    watched(inside, QueueScreen(inside, Filters()), waiting)
    watched(inside, AccueilScreen(inside), counted)


def test_what_was_changed_while_the_help_was_open_is_shown_after_it(inside: Portefeuille) -> None:
    fill(inside, 2)

    async def steps(session: Session) -> None:
        await session.press("f1")
        inside.enroll(employeur(3))
        await glance(session)
        assert "BOULANGERIE 003" not in session.text
        await session.press("escape")
        assert names(session) == ranks(1, 2)
        await glance(session)
        assert names(session) == ranks(1, 3)

    watched(inside, EtablissementsScreen(inside), steps)
