"""Passwords: what is refused and why, what is kept, how tries are slowed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unicodedata import normalize

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from hypothesis import given
from hypothesis import strategies as st

from models.access import passwords
from models.access.passwords import (
    check_password_rule,
    delay_after,
    hash_password,
    hash_recovery_code,
    needs_rehash,
    new_recovery_code,
    unusable_hash,
    verify_password,
)
from models.errors import BadValue
from models.sealing import printed_secrets
from tests.cheap_passwords import CHEAP, OF_THE_PROGRAM

GOOD = "lampe girafe tunnel orange violon"
DAY = timedelta(hours=24)


def verdict(password: str) -> str:
    """Return the sentence of the refusal, or nothing."""
    try:
        check_password_rule(password, identifiant="c.dupond", cabinet="Cabinet Mérieux & Fils")
    except BadValue as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "k3!Rz9_pQw2$",
        "KQzrtbvMxplahw",
        "kqzrtbvmxplahwqufx",
        "  espaces gardées partout  ",
        "l'été où Zoé nageait",
        "日本語のパスワードです長い文章ほら",
        (GOOD * 4)[:100] + "etcétéra tout au bout",
    ],
)
def test_long_and_varied_passwords_are_accepted(password: str) -> None:
    assert verdict(password) == ""


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "Saisissez un mot de passe"),
        ("k3!Rz9_pQw2", "12 caractères au moins, vous en avez saisi 11"),
        (GOOD * 4, "128 caractères au plus, vous en avez saisi 132"),
        ("kqzrtbvmxpla", "trop simple pour sa longueur"),
        ("chats rat lune", "trop simple pour sa longueur"),
        ("Urss4f2026!xyzZ", "«\xa0urssaf\xa0»"),
        ("P0rtefeuille-2026", "«\xa0portefeuille\xa0»"),
        ("Mot de passe très long", "«\xa0motdepasse\xa0»"),
        ("azertyuiop^$qsdfghjklm", "«\xa0azerty\xa0»"),
        ("xx c.dupond va au marché", "«\xa0c.dupond\xa0»"),
        ("MERIEUX aime les moules", "«\xa0Mérieux\xa0»"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "répète"),
        ("mot mot mot mot mot mot mot", "répète"),
        ("Rz9_!k Rz9_!k Rz9_!k", "répète"),
        ("mnopqrstuvwxyzMNOPQRSTUVWXYZ", "répète"),
        ("2024 2025 2024 2025 2026", "répète"),
        ("tunnel\torange violon girafe", "invisible"),
        ("tunnel\u200borange violon girafe", "invisible"),
        ("tunnel\udc80orange violon girafe", "invisible"),
    ],
)
def test_what_is_easy_to_guess_is_refused_with_what_to_do(password: str, reason: str) -> None:
    assert reason in verdict(password)


def test_the_form_that_refusals_show_is_itself_refused() -> None:
    form = verdict("court").split("«\xa0")[1].split("\xa0»")[0]
    assert len(form) >= passwords.SHORTEST
    assert verdict(form)


@given(st.text(max_size=200))
def test_any_text_gets_a_sentence_or_is_accepted(password: str) -> None:
    sentence = verdict(password)
    assert sentence == "" or sentence.endswith(".")


@given(st.text(alphabet="aàéKçz9 '-_²ﬁœ\xa0", min_size=12, max_size=60))
def test_a_password_is_the_same_however_the_keyboard_spells_it(password: str) -> None:
    composed, parted = normalize("NFC", password), normalize("NFKD", password)
    assert passwords._bytes(composed) == passwords._bytes(parted)


def test_only_the_password_that_was_hashed_is_right() -> None:
    hachage = hash_password(GOOD)
    assert verify_password(hachage, GOOD)
    assert not verify_password(hachage, GOOD + " ")
    assert not verify_password(hachage, "")
    assert not verify_password(hachage, "\udc80")
    assert not verify_password(unusable_hash(), "")


@pytest.mark.parametrize("hachage", [None, "", "abc", "$argon2id$v=19$m=8,t=1,p=1$AAAA$BBBB"])
def test_without_a_sound_hash_no_password_is_right(hachage: str | None) -> None:
    assert not verify_password(hachage, GOOD)


@pytest.mark.parametrize("hasher", [CHEAP, OF_THE_PROGRAM], ids=["cheap", "real"])
def test_the_decoy_costs_what_a_real_hash_costs(
    monkeypatch: pytest.MonkeyPatch, hasher: PasswordHasher
) -> None:
    monkeypatch.setattr(passwords, "HASHER", hasher)
    decoy = passwords._decoy()
    assert not needs_rehash(decoy)
    # A hash that cannot even be decoded would be refused at once, and would tell.
    with pytest.raises(VerifyMismatchError):
        hasher.verify(decoy, GOOD)


def test_hashes_are_argon2id_at_the_cost_of_rfc_9106(monkeypatch: pytest.MonkeyPatch) -> None:
    assert OF_THE_PROGRAM.memory_cost >= 64 * 1024
    assert OF_THE_PROGRAM.time_cost >= 3
    monkeypatch.setattr(passwords, "HASHER", OF_THE_PROGRAM)
    old = CHEAP.hash(GOOD)
    assert old.startswith("$argon2id$")
    assert needs_rehash(old)


def test_recovery_codes_are_a_hundred_bits_that_nobody_confuses() -> None:
    code = new_recovery_code()
    assert [len(group) for group in code.split("-")] == [5, 5, 5, 5]
    assert set(code) <= {*printed_secrets.ALPHABET, "-"}
    assert not set("ILOU") & set(printed_secrets.ALPHABET)
    assert len(printed_secrets.ALPHABET) == 32
    assert len({new_recovery_code() for _ in range(100)}) == 100


def test_recovery_codes_read_as_they_are_typed() -> None:
    kept = hash_recovery_code("01ABC-DEF01-23456-789XY")
    assert "ABC" not in kept.upper()
    assert kept == hash_recovery_code("oiabc def0l 23456 789xy")
    assert kept == hash_recovery_code("OLABCDEFOI23456789XY ")
    assert kept != hash_recovery_code("01ABC-DEF01-23456-789XZ")


@given(st.binary(min_size=5, max_size=40).filter(lambda data: len(data) % 5 == 0))
def test_paper_gives_back_what_it_was_given(data: bytes) -> None:
    written = printed_secrets.encode(data)
    assert len(written) == len(data) // 5 * 8
    assert (
        printed_secrets.decode(
            printed_secrets.read(printed_secrets.in_groups(written.lower(), 4, " "))
        )
        == data
    )


def test_delays_start_after_the_fifth_failure_and_double_up_to_two_hours() -> None:
    seconds = [delay_after(n).total_seconds() for n in range(14)]
    assert seconds == [0, 0, 0, 0, 0, 90, 180, 360, 720, 1440, 2880, 5760, 7200, 7200]
    assert delay_after(10**9) == timedelta(hours=2)


def test_a_week_of_tries_never_holds_more_than_25_in_a_day() -> None:
    now = start = datetime(2026, 1, 1, tzinfo=UTC)
    tries: list[datetime] = []
    while now < start + 7 * DAY:
        tries.append(now)
        now += delay_after(len(tries))
    busiest = max(sum(first <= t < first + DAY for t in tries) for first in tries)
    assert 20 <= busiest <= 25
