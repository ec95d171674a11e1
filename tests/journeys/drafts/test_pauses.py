"""When what is typed is written: not for each key, soon all the same, and at the end."""

from __future__ import annotations

from typing import Any

import pytest
from peewee import Database
from textual.widgets import Input

from models.brouillons.brouillons import Brouillons
from models.brouillons.contents import ClientTyped, Content
from models.errors import StorageBusy
from models.portefeuille import Portefeuille
from screens.flows import drafts
from screens.widgets.field import Field
from tests.cabinet import numero
from tests.domain.bases import busy_base
from tests.journeys.drafts.draft_stage import kept, nothing_kept, type_form_a
from tests.journeys.form_stage import fill, form_a, only
from tests.journeys.list_stage import Session, play
from tests.quiet import until

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

NEVER = 1e9


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no pause be long enough."""
    monkeypatch.setattr(drafts, "PAUSE", NEVER)
    monkeypatch.setattr(drafts, "LONGEST", NEVER)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the amounts that are written, one after the other."""
    found: list[str] = []
    begin, keep = Brouillons.begin, Brouillons.keep

    def note(content: Content) -> None:
        assert isinstance(content, ClientTyped)
        found.append(content.saisie.montant)

    def begins(self: Brouillons, uid: object, session: object, content: Content) -> None:
        begin(self, uid, session, content)  # type: ignore[arg-type]
        note(content)

    def keeps(self: Brouillons, uid: object, it: object, content: Content, had: Content) -> bool:
        done = keep(self, uid, it, content, had)  # type: ignore[arg-type]
        note(content)
        return done

    monkeypatch.setattr(Brouillons, "begin", begins)
    monkeypatch.setattr(Brouillons, "keep", keeps)
    return found


@pytest.mark.usefixtures("slow")
def test_one_who_goes_on_typing_is_written_once_at_the_end(
    inside: Portefeuille, written: list[str]
) -> None:
    async def steps(session: Session) -> None:
        await session.press(*"123456")
        assert nothing_kept()

    play(form_a(inside), steps)
    assert written == ["123456"]
    assert kept() == 1


@pytest.mark.usefixtures("slow")
def test_one_who_goes_on_typing_is_written_all_the_same(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch, written: list[str]
) -> None:
    monkeypatch.setattr(drafts, "LONGEST", 0.0)

    async def steps(session: Session) -> None:
        await session.press("1")
        await until(lambda: written == ["1"])
        await session.press("2")
        await until(lambda: written == ["1", "12"])

    play(form_a(inside), steps)


@pytest.mark.usefixtures("slow")
def test_what_is_saved_before_it_was_kept_is_never_kept(
    inside: Portefeuille, written: list[str]
) -> None:
    async def steps(session: Session) -> None:
        await type_form_a(session)
        await session.press("ctrl+s")
        session.app.before_exit()
        await session.press("enter")

    play(form_a(inside), steps)
    assert only(inside).montant_centimes == 1250
    assert (written, kept()) == ([], 0)


@pytest.mark.usefixtures("slow")
def test_the_last_key_counts_when_the_line_goes(inside: Portefeuille, written: list[str]) -> None:
    async def steps(session: Session) -> None:
        await session.press("1")
        field = session.screen.query_one("#montant", Field)
        with field.prevent(Input.Changed):
            # What the field has not told the form yet.
            field.value = "12"
        session.app.before_exit()
        assert written == ["12"]

    play(form_a(inside), steps)


def test_a_base_that_is_held_is_tried_again_in_silence(
    inside: Portefeuille, base: Database, base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused, begin = list[StorageBusy](), Brouillons.begin

    def tried(self: Brouillons, *args: Any) -> None:
        try:
            begin(self, *args)
        except StorageBusy as busy:
            refused.append(busy)
            raise

    monkeypatch.setattr(Brouillons, "begin", tried)

    async def steps(session: Session) -> None:
        with busy_base(base_url, base):
            await fill(session, [("numero_compte", numero(1))])
            await until(lambda: len(refused) > 1)
        await until(lambda: kept() == 1)
        await session.press()
        assert session.message == ""

    play(form_a(inside), steps)
