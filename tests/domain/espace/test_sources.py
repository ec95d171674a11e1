"""Who insists on somebody's access holds up their own source; the right person comes in at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.access import sign_in_delays
from models.access.sign_in import WRONG_PASSWORD, log_in, reset_password
from models.access.sign_in_delays import PASSWORD as BY_PASSWORD
from models.access.sign_in_delays import Tried
from models.access.sources import CONNECTION, Source, source_of
from models.access.ssh_keys import add_key, remove_key
from models.access.utilisateur import add_user, unlock_user
from models.errors import LoginRefused
from models.labels import Role
from models.sealing.vault import Vault
from models.storage.failures import gesture
from models.tables import Cabinet, Utilisateur
from models.tables.tentative import Tentative
from models.writing.author import came_in_by, unix_account
from tests.domain.espace.people import DAY, HOUR, KEY, NOW, OTHER, PASSWORD, TOO_MANY
from tests.ssh_keys import ECDSA, ED25519
from tests.tries import FULL, examples, server_in_full

pytestmark = [pytest.mark.usefixtures("base"), server_in_full]

OWN = Source("unix:claire")
DAYS, MANY = (7, 25) if FULL else (1, 4)


def stranger(number: int) -> Source:
    return Source(f"unix:collegue{number}")


def answer(identifiant: str, password: str, source: Source, now: datetime = NOW) -> str:
    """Try to come in; give what is said, nothing if one is in."""
    try:
        log_in(identifiant, password, main_key=KEY, now=now, source=source)
    except LoginRefused as refused:
        return str(refused)
    return ""


def hold(source: Source, identifiant: str = "c.durand", *, now: datetime = NOW) -> None:
    """Fail from there until one is made to wait."""
    for _ in range(50):
        if answer(identifiant, "faux", source, now).startswith(TOO_MANY):
            return
    pytest.fail("never held")


def count(essai: Tried, now: datetime) -> timedelta:
    with gesture():
        return sign_in_delays.count_try(essai, now)


def week(sources: int, seen: Callable[[datetime], None]) -> dict[str, list[datetime]]:
    """Try from all the sources as soon as each may, `seen` each time; give when each did.

    Each sleeps a day now and then, which is what makes the brake forget.
    """
    essais = [
        sign_in_delays.tried(BY_PASSWORD, "c.durand", stranger(number).name, KEY)
        for number in range(sources)
    ]
    tries: dict[str, list[datetime]] = {one.paire: [] for one in essais}
    due = dict.fromkeys(essais, NOW)
    while (now := min(due.values())) < NOW + DAYS * DAY:
        essai = min(due, key=lambda one: (due[one], len(tries[one.paire])))
        wait = count(essai, now)
        if not wait:
            tries[essai.paire].append(now)
            seen(now)
        slept = DAY if len(tries[essai.paire]) % 23 == 22 and not wait else wait
        due[essai] = now + (slept or timedelta(seconds=1))
    return tries


def most_in_a_day(tries: list[datetime]) -> int:
    return max(sum(first <= one < first + DAY for one in tries) for first in tries)


@pytest.mark.parametrize("sources", [1, 2, MANY])
def test_a_week_of_insisting_never_holds_the_right_person_up(sources: int) -> None:
    own = sign_in_delays.tried(BY_PASSWORD, "c.durand", OWN.name, KEY)
    with gesture():
        sign_in_delays.know([own], NOW)

    came = [NOW]

    def comes_in(now: datetime) -> None:
        if now < came[-1] + HOUR:
            return
        came.append(now)
        assert not count(own, now)
        with gesture():
            sign_in_delays.know([own], now)

    tries = week(sources, comes_in)
    assert max(most_in_a_day(one) for one in tries.values() if one) <= 25
    together = most_in_a_day(sorted(one for each in tries.values() for one in each))
    assert together <= min(25 * sources, sign_in_delays.CEILING + DAY // sign_in_delays.GIVEN_BACK)
    assert together >= 20
    assert len(came) > 10 * DAYS


def test_steady_tries_from_one_source_are_22_a_day() -> None:
    essai = sign_in_delays.tried(BY_PASSWORD, "c.durand", "unix:x", KEY)
    now, tries = NOW, 0
    while now < NOW + DAY:
        wait = count(essai, now)
        tries += not wait
        now += wait
    assert tries == 22


def test_two_sources_leave_a_third_one_free() -> None:
    newcomer = sign_in_delays.tried(BY_PASSWORD, "c.durand", OWN.name, KEY)

    def may_come_in(now: datetime) -> None:
        row: Tentative = Tentative.get_by_id(newcomer.personne)
        level = row.echecs - (now - row.dernier) // sign_in_delays.GIVEN_BACK
        assert level < sign_in_delays.CEILING

    week(2, may_come_in)


def test_a_colleague_does_not_lock_the_administrateur_out(code: str) -> None:
    hold(stranger(1))
    assert not answer("c.durand", PASSWORD, OWN), "though nobody ever came in from there"
    hold(stranger(1), now=NOW + DAY)
    assert not answer("c.durand", PASSWORD, OWN, NOW + DAY)
    assert answer("c.durand", PASSWORD, stranger(1), NOW + DAY).startswith(TOO_MANY)


def test_many_sources_meet_a_ceiling_that_those_known_do_not(code: str) -> None:
    assert not answer("c.durand", PASSWORD, OWN)
    said = [answer("c.durand", "faux", stranger(number)) for number in range(40)]
    assert said.count(WRONG_PASSWORD) == sign_in_delays.CEILING - 1, "one has come in"
    assert said[-1].startswith(f"{TOO_MANY} Réessayez dans 30\xa0minutes, ou demandez")
    assert answer("c.durand", PASSWORD, stranger(99)).startswith(TOO_MANY)
    assert Tentative.select().count() == sign_in_delays.CEILING + 2, "what is refused takes no room"
    assert not answer("c.durand", PASSWORD, OWN)
    later = NOW + sign_in_delays.GIVEN_BACK
    assert not answer("c.durand", PASSWORD, stranger(99), later)
    assert answer("c.durand", "faux", stranger(98), later).startswith(TOO_MANY)
    assert not answer("c.durand", PASSWORD, OWN, NOW + 300 * DAY), "a source is known for a year"


def test_a_source_is_known_for_both_ways_in(code: str) -> None:
    assert not answer("c.durand", PASSWORD, OWN)
    for number in range(40):
        with pytest.raises(LoginRefused):
            reset_password(
                "c.durand", "faux", OTHER, main_key=KEY, now=NOW, source=stranger(number)
            )
    reset_password("c.durand", code, OTHER, main_key=KEY, now=NOW, source=OWN)
    assert not answer("c.durand", OTHER, OWN)


def test_a_source_that_is_known_is_held_by_its_own_failures(code: str) -> None:
    assert not answer("c.durand", PASSWORD, OWN)
    hold(OWN)
    assert answer("c.durand", PASSWORD, OWN).startswith(TOO_MANY)
    assert not answer("c.durand", PASSWORD, OWN, NOW + timedelta(seconds=90))
    hold(OWN)
    assert not answer("c.durand", PASSWORD, OWN, NOW + DAY + HOUR), "forgotten after a day"


def test_ones_own_ssh_key_is_known_from_the_first_try(
    code: str, cabinet: Cabinet, vault: Vault
) -> None:
    claire = Utilisateur.get(Utilisateur.identifiant == "c.durand")
    by: dict[str, Any] = {"by": claire, "vault": vault, "now": NOW}
    add_user(cabinet, identifiant="m.petit", nom="", role=Role.COLLABORATEUR, **by)
    hers = add_key(cabinet, "c.durand", ED25519.text, **by).empreinte
    his = add_key(cabinet, "m.petit", ECDSA.text, **by).empreinte
    for number in range(40):
        answer("c.durand", "faux", stranger(number))
    assert answer("c.durand", PASSWORD, source_of(his)).startswith(TOO_MANY)
    remove_key(cabinet, "c.durand", hers, **by)
    assert answer("c.durand", PASSWORD, source_of(hers)).startswith(TOO_MANY)
    again = add_key(cabinet, "c.durand", ED25519.text, **by).empreinte
    assert not answer("c.durand", PASSWORD, source_of(again))


def test_unlocking_lets_all_sources_go_and_knows_the_same(
    code: str, cabinet: Cabinet, vault: Vault
) -> None:
    assert not answer("c.durand", PASSWORD, OWN)
    hold(OWN)
    for number in range(40):
        answer("c.durand", "faux", stranger(number))
    unlock_user(cabinet, "c.durand", by=None, vault=vault, now=NOW)
    assert sign_in_delays.failures(["c.durand"], vault.digests, NOW) == {}
    assert not answer("c.durand", PASSWORD, OWN)
    assert answer("c.durand", "faux", stranger(50)) == WRONG_PASSWORD
    for number in range(40):
        answer("c.durand", "faux", stranger(number))
    assert not answer("c.durand", PASSWORD, OWN)


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from([0, 1, 60, 1800, 7200, 90_000])),
        min_size=5,
        max_size=25,
    )
)
def test_a_delay_tells_nothing_of_who_there_is(code: str, steps: list[tuple[int, int]]) -> None:
    Tentative.delete().execute()
    now = NOW
    for number, seconds in steps:
        now += timedelta(seconds=seconds)
        said = [answer(who, "faux", stranger(number), now) for who in ("c.durand", "personne.ici")]
        assert said[0] == said[1]


def test_an_identifiant_that_is_typed_reaches_no_row_of_a_source(code: str) -> None:
    assert not answer("c.durand", PASSWORD, OWN)
    essai = sign_in_delays.tried(BY_PASSWORD, "c.durand", OWN.name, KEY)
    for between in "|\n ":
        hold(stranger(1), f"{essai.personne}{between}{OWN.name}")
    assert not answer("c.durand", PASSWORD, OWN)


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("", ""),
        ("192.0.2.7 51812 192.0.2.1 22", "@192.0.2.7"),
        ("::ffff:192.0.2.7 51812 ::1 22", "@192.0.2.7"),
        ("2001:db8:1:2:a:b:c:d 51812 ::1 22", "@2001:db8:1:2::/64"),
        ("fe80::1%eth0 51812 ::1 22", "@fe80::/64"),
        ("n'importe quoi", ""),
        ("192.0.2.7" * 1000, ""),
    ],
)
def test_a_source_is_a_key_else_an_account_and_its_address(told: str, address: str) -> None:
    assert source_of(environ={CONNECTION: told}) == Source(f"{unix_account()}{address}")
    key = Source("ssh:SHA256:abc", "SHA256:abc")
    assert source_of("SHA256:abc", {CONNECTION: told}) == key
    came_in_by("SHA256:abc")
    try:
        assert source_of(environ={CONNECTION: told}) == key
    finally:
        came_in_by("")
