"""Who is put out keeps what they typed, reads why, and the program ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from threading import Thread
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from models.brouillons.contents import ClientTyped
from models.equipe import Equipe
from models.labels import Role
from models.portefeuille import Portefeuille
from models.tables import Brouillon, Utilisateur
from models.tables.table import database
from screens.access.ferme import KEPT, FermeScreen
from screens.accueil import AccueilScreen
from tests.cabinet import colleague_of, fill
from tests.journeys.form_stage import form_a
from tests.journeys.list_stage import Session
from tests.journeys.stage import Stage
from tests.quiet import played, until
from tui import access_watch
from tui.access_watch import AGAIN, GLANCE, REFUSED, AccessWatch

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
SAID = "Votre accès a été fermé par Anne Admin."


@pytest.fixture
def admin(inside: Portefeuille) -> Portefeuille:
    return colleague_of(inside, "Anne Admin", Role.ADMINISTRATEUR)


@pytest.fixture
def marc(admin: Portefeuille) -> Portefeuille:
    return colleague_of(admin, "Marc Petit", Role.COLLABORATEUR)


class Told(Stage):
    """The application, of which is kept what it says on the terminal once it has ended."""

    told: Sequence[str] = ()

    def _print_error_renderables(self) -> None:
        self.told = [str(one) for one in self._exit_renderables]


def play(
    inside: Portefeuille, steps: Callable[[Stage, Session], Any], screen: Any = None
) -> tuple[int, list[str]]:
    """Play somebody who is in and watched; give the exit status, and what is said after it."""
    app = Told(screen or AccueilScreen(inside))

    async def run() -> None:
        async with played(app, (80, 24)) as pilot:
            app._watch.begin(inside, "")
            await steps(app, Session(app, pilot))

    asyncio.run(run())
    return app.return_code or 0, [*app.told]


def test_who_is_put_out_reads_why_and_what_was_typed_is_kept(
    admin: Portefeuille, marc: Portefeuille
) -> None:
    async def steps(app: Stage, session: Session) -> None:
        await session.type("1250")
        Equipe(admin).close(marc.identifiant)
        await session.type(",5")
        app._watch.look()
        await session.press()
        assert isinstance(app.screen, FermeScreen)
        assert SAID in session.text
        assert "1250" not in session.text
        assert Brouillon.select().count() == 1
        assert app._idle._timer is app._watch._timer is None
        await session.press("enter")

    assert play(marc, steps, form_a(marc)) == (REFUSED, [f"{SAID} {KEPT}"])
    (draft,) = marc.brouillons.interrupted()
    assert isinstance(draft.contenu, ClientTyped)
    assert draft.contenu.saisie.montant == "1250,5"


def test_it_ends_by_itself(
    admin: Portefeuille, marc: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.access.ferme.SHOWN", 0.01)
    monkeypatch.setattr(access_watch, "GLANCE", 0.01)

    async def steps(app: Stage, session: Session) -> None:
        await session.press("g")
        Equipe(admin).change_role(marc.identifiant, Role.CONSULTATION)
        await until(lambda: app._exit)

    status, (told,) = play(marc, steps)
    assert status == REFUSED
    assert told.startswith("Votre rôle a été changé par Anne Admin")


def test_who_may_stay_sees_nothing(marc: Portefeuille, capsys: pytest.CaptureFixture[str]) -> None:
    async def steps(app: Stage, session: Session) -> None:
        before = session.lines
        for _ in range(3):
            app._watch.look()
            await session.press()
        assert session.lines == before

    assert play(marc, steps) == (0, [])


def test_a_base_that_is_away_is_asked_for_seldom(
    marc: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, clock = list[float](), SimpleNamespace(now=1000.0)

    def why_out(*_: object) -> str:
        looks.append(clock.now)
        return ""

    monkeypatch.setattr(access_watch, "monotonic", lambda: clock.now)
    monkeypatch.setattr("models.access.still_in.why_out", why_out)
    monkeypatch.setattr(access_watch, "Every", lambda *_: SimpleNamespace(stop=lambda: None))
    watch = AccessWatch(put_out=pytest.fail, show_changes=bool, hours=12)
    watch.begin(marc, "")
    database.close()
    for _ in range(int(2 * AGAIN / GLANCE)):
        watch.look()
        clock.now += GLANCE
    assert len(looks) == 2
    database.connect()
    for _ in range(5):
        write_something()
        watch.look()
        clock.now += GLANCE
    assert len(looks) == 7
    watch.end()
    watch.look()
    assert len(looks) == 7


def write_something() -> None:
    Utilisateur.update(nom=uuid4().hex).execute()


def write_elsewhere() -> None:
    """Write by another connection, as the sessions of others do."""

    def write() -> None:
        with database.connection_context():
            write_something()

    other = Thread(target=write)
    other.start()
    other.join()


def test_a_file_in_which_nobody_wrote_is_not_read_again(
    marc: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, answers = list[str | None](), ["", None, "", "", ""]

    def why_out(*_: object) -> str | None:
        looks.append(answers.pop())
        return looks[-1]

    monkeypatch.setattr("models.access.still_in.why_out", why_out)
    monkeypatch.setattr(access_watch, "Every", lambda *_: SimpleNamespace(stop=lambda: None))
    watch = AccessWatch(put_out=pytest.fail, show_changes=lambda: True, hours=0)
    watch.begin(marc, "")
    seen = []
    for writes in (write_something, write_something, write_elsewhere, write_elsewhere):
        writes()
        for _ in range(3):
            watch.look()
        seen.append(len(looks))
    # To the last but one the base did not answer: it is asked again, though nobody writes.
    assert seen == [1, 2, 3, 5]
    watch.end()


def test_what_no_screen_has_shown_yet_is_offered_again(
    inside: Portefeuille, marc: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered, shows = list[bool](), [True, False]

    def show_changes() -> bool:
        offered.append(shows.pop())
        return offered[-1]

    monkeypatch.setattr(access_watch, "Every", lambda *_: SimpleNamespace(stop=lambda: None))
    watch = AccessWatch(put_out=pytest.fail, show_changes=show_changes, hours=0)
    watch.begin(marc, "")
    watch.look()
    fill(inside, 1)
    for _ in range(4):
        watch.look()
    assert offered == [False, True]
    watch.end()


def test_a_session_that_has_lasted_its_hours_ends(
    marc: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(access_watch, "monotonic", lambda: clock.now)

    async def steps(app: Stage, session: Session) -> None:
        await session.type("1250")
        clock.now += 12 * 3600 - 1
        app._watch.look()
        await session.press()
        assert not isinstance(app.screen, FermeScreen)
        # It ends though the base is away.
        database.close()
        clock.now += 1
        app._watch.look()
        await session.press()
        assert isinstance(app.screen, FermeScreen)
        await session.press("enter")

    status, (told,) = play(marc, steps, form_a(marc))
    assert status == REFUSED
    assert (
        told == f"Cette session est ouverte depuis 12\u00a0heures\u00a0: reconnectez-vous. {KEPT}"
    )


def test_a_session_may_have_no_end(marc: Portefeuille, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(access_watch, "monotonic", lambda: clock.now)
    monkeypatch.setattr(access_watch, "Every", lambda *_: SimpleNamespace(stop=lambda: None))
    watch = AccessWatch(put_out=pytest.fail, show_changes=bool, hours=0)
    watch.begin(marc, "")
    clock.now += 1_000 * 3600
    watch.look()
    watch.end()
