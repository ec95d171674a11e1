"""Wrong passwords make wait: how long, counted how, forgotten when."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from peewee import Database, PostgresqlDatabase

from models.access import sign_in, sign_in_delays
from models.access.passwords import delay_after
from models.access.sign_in import WRONG_PASSWORD, Connexion, log_in, reset_password
from models.access.sources import source_of
from models.errors import StorageBusy
from models.storage.failures import gesture
from models.storage.opening import open_database
from models.tables import Utilisateur
from models.tables.table import database
from models.tables.tentative import Tentative
from models.writing import journal
from tests.domain.bases import busy_base
from tests.domain.espace.people import (
    DAY,
    HOUR,
    KEY,
    NOW,
    OTHER,
    PASSWORD,
    TOO_MANY,
    YEAR,
    enter,
    fail,
    refusal,
)

pytestmark = pytest.mark.usefixtures("base")


def test_four_failures_are_free_and_the_fifth_makes_wait(code: str) -> None:
    fail(4)
    fail(1)
    assert refusal(enter) == sign_in.TOO_MANY.format("2\xa0minutes")
    assert refusal(lambda: enter(now=NOW + timedelta(seconds=89))).startswith(TOO_MANY)
    enter(now=NOW + timedelta(seconds=90))


def test_tries_that_come_too_soon_do_not_lengthen_the_wait(code: str) -> None:
    fail(5)
    for second in range(90):
        assert TOO_MANY in refusal(lambda: enter(now=NOW + timedelta(seconds=second)))  # noqa: B023
    enter(now=NOW + timedelta(seconds=90))


def test_coming_in_resets_the_delays(code: str) -> None:
    fail(4)
    enter()
    fail(5)


def test_delays_grow_to_two_hours_and_are_told_in_hours(code: str) -> None:
    now = NOW
    for failures in range(1, 14):
        fail(1, now=now)
        now += delay_after(failures)
    unlock = ", ou demandez à un administrateur de vous débloquer."
    said = refusal(lambda: enter(now=now - HOUR))
    assert said == f"{TOO_MANY} Réessayez dans 1\xa0heure{unlock}"
    said = refusal(lambda: enter(now=now - timedelta(seconds=4000)))
    assert said == f"{TOO_MANY} Réessayez dans 1\xa0heure 7\xa0minutes{unlock}"
    enter(now=now)


def test_delays_survive_a_restart(code: str, base_url: str) -> None:
    fail(5)
    open_database(base_url)
    assert refusal(enter).startswith(TOO_MANY)


@pytest.mark.parametrize("jump", [timedelta(minutes=5), HOUR, 10 * YEAR])
def test_a_clock_that_goes_back_locks_out_for_two_hours_at_most(code: str, jump: timedelta) -> None:
    now = NOW
    for failures in range(1, 14):
        fail(1, now=now)
        now += delay_after(failures)
    last = now - timedelta(hours=2)
    assert refusal(lambda: enter(now=last - jump)).startswith(TOO_MANY)
    assert refusal(lambda: enter(now=last - jump + HOUR)).startswith(TOO_MANY)
    enter(now=last - jump + 2 * HOUR)


def test_a_clock_that_goes_forward_and_back_forgives_no_more_than_a_day(code: str) -> None:
    fail(5)
    fail(1, now=NOW + 10 * YEAR)
    fail(4, now=NOW)
    assert refusal(enter).startswith(TOO_MANY)
    enter(now=NOW + timedelta(seconds=90))


def test_a_try_counts_before_it_is_checked(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(hachage: str | None, password: str) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sign_in, "verify_password", killed)
        for _ in range(5):
            with pytest.raises(KeyboardInterrupt):
                enter()
    assert refusal(enter).startswith(TOO_MANY)


def test_tries_at_the_same_moment_all_count() -> None:
    essai = sign_in_delays.tried(sign_in_delays.PASSWORD, "c.durand", "unix:x", KEY)

    def insist(_: int) -> int:
        counted = 0
        for _ in range(3):
            with contextlib.suppress(StorageBusy), gesture():
                counted += not sign_in_delays.count_try(essai, NOW)
        database.close()
        return counted

    with ThreadPoolExecutor(8) as sessions:
        assert sum(sessions.map(insist, range(8))) == 5


def test_a_try_that_a_busy_base_makes_wait_counts_once(
    code: str, base: Database, base_url: str
) -> None:
    waiting = set[str]()

    def insist(password: str, identifiant: str = "c.durand") -> Connexion:
        return log_in(identifiant, password, main_key=KEY, now=NOW, waiting=waiting)

    with busy_base(base_url, base):
        for _ in range(6):
            with pytest.raises(StorageBusy):
                insist(PASSWORD)
    assert Utilisateur.get(Utilisateur.identifiant == "c.durand").echecs == 0
    insist(PASSWORD)
    assert not waiting
    with busy_base(base_url, base):
        for _ in range(6):
            with pytest.raises(StorageBusy):
                insist("faux")
    assert refusal(lambda: insist("faux")) == WRONG_PASSWORD
    fail(4)
    assert refusal(lambda: insist("faux")).startswith(TOO_MANY)


def test_each_password_that_a_busy_base_makes_wait_counts(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = set[str]()

    def busy(*_: object, **_more: object) -> None:
        raise StorageBusy("Le portefeuille est occupé.")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "record", busy)
        for password in ("un", "deux", "trois", "un", "deux"):
            for _ in range(3):
                with pytest.raises(StorageBusy):
                    log_in("c.durand", password, main_key=KEY, now=NOW, waiting=waiting)
    # What was counted last still gets its answer, and no other does.
    for password, said in (("deux", WRONG_PASSWORD), ("deux", TOO_MANY), ("un", TOO_MANY)):
        assert refusal(
            lambda: log_in("c.durand", password, main_key=KEY, now=NOW, waiting=waiting)  # noqa: B023
        ).startswith(said)


def test_a_code_that_a_busy_base_makes_wait_counts_once(
    code: str, base: Database, base_url: str
) -> None:
    waiting = set[str]()

    def insist() -> str:
        return reset_password("c.durand", code, OTHER, main_key=KEY, now=NOW, waiting=waiting)

    with busy_base(base_url, base):
        for _ in range(6):
            with pytest.raises(StorageBusy):
                insist()
    insist()
    enter(password=OTHER)


@pytest.mark.postgresql
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_try_is_counted_though_another_session_comes_in_just_then(
    code: str, base: Database, base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Callable[..., object] = PostgresqlDatabase.execute_sql
    fail(1)
    with psycopg.connect(base_url, autocommit=True) as other:
        other.execute("SET lock_timeout = '50ms'")

        def execute_sql(self: PostgresqlDatabase, sql: str, *more: object) -> object:
            if sql.startswith('SELECT "t1"."empreinte"'):
                with contextlib.suppress(psycopg.errors.LockNotAvailable):
                    other.execute("DELETE FROM tentative")
            return asked(self, sql, *more)

        with monkeypatch.context() as patch:
            patch.setattr(PostgresqlDatabase, "execute_sql", execute_sql)
            fail(1)
    assert Tentative.get().echecs == 2


def test_counters_are_bounded_and_the_ones_that_say_most_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sign_in_delays, "MOST_ROWS", 6)
    fail(5, "visé")
    for number in range(20):
        fail(2, f"inconnu{number}", now=NOW + timedelta(seconds=number))
        assert Tentative.select().count() <= 6
    assert refusal(lambda: enter("visé")).startswith(TOO_MANY)


def test_counters_are_forgotten_after_a_day_and_name_nobody() -> None:
    fail(1, "c.durand")
    fail(1, "m.petit", now=NOW + DAY)
    assert Tentative.select().count() == 4
    fail(1, "m.petit", now=NOW + DAY + HOUR)
    rows = [*Tentative.select()]
    assert len(rows) == 2
    of_each_use = {
        one
        for usage in (sign_in_delays.PASSWORD, sign_in_delays.CODE)
        for key in (KEY, None)
        for essai in [sign_in_delays.tried(usage, "m.petit", source_of().name, key)]
        for one in (essai.personne, essai.paire)
    }
    assert len(of_each_use) == 8
    kept = sign_in_delays.tried(sign_in_delays.PASSWORD, "m.petit", source_of().name, KEY)
    assert {row.empreinte for row in rows} == {kept.personne, kept.paire}
    assert all(re.fullmatch("[0-9a-f]{64}", row.empreinte) for row in rows)
