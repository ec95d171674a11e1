"""Who comes in, and that nobody else learns who exists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher

from models.access import passwords, sign_in
from models.access.espace import open_vault
from models.access.sign_in import CLOSED, WRONG_CODE, WRONG_PASSWORD, reset_password
from models.access.utilisateur import add_user, disable_user
from models.errors import AccessClosed
from models.labels import Role
from models.sealing.vault import Vault
from models.tables import Cabinet, Operation, Utilisateur
from models.writing import verifying
from tests.domain.espace.people import (
    DAY,
    HOUR,
    KEY,
    NOW,
    OTHER,
    PASSWORD,
    TOO_MANY,
    Counted,
    enter,
    fail,
    refusal,
    reset,
    verbs,
)

pytestmark = pytest.mark.usefixtures("base")


@pytest.mark.parametrize("typed", ["c.durand", " C.Durand ", "Ｃ.ｄｕｒａｎｄ"])
def test_the_right_password_lets_in(code: str, typed: str) -> None:
    first = enter(typed)
    assert first.cabinet.nom == "Cabinet Martin"
    assert first.utilisateur.identifiant == "c.durand"
    assert first.vault.is_open
    assert first.derniere_connexion is None


def test_failures_are_counted_until_the_next_connexion(code: str) -> None:
    person = enter().utilisateur
    fail(3, now=NOW + HOUR)
    assert Utilisateur.get_by_id(person.id).echecs == 3
    again = enter(now=NOW + 30 * DAY)
    assert again.derniere_connexion == NOW
    assert again.utilisateur.derniere_connexion == NOW + 30 * DAY
    assert again.utilisateur.echecs == 0


def test_connexions_and_failures_are_journalled_without_a_value(cabinet: Cabinet) -> None:
    fail(1)
    fail(1, "personne")
    enter()
    rows = list(Operation.select().order_by(Operation.rang))
    assert [row.verbe for row in rows] == ["creer_espace", "connexion_refusee", "connexion"]
    assert {row.champs for row in rows} == {"{}"}
    assert {row.utilisateur_id for row in rows} == {Utilisateur.get().id}
    assert verifying.verify(cabinet, open_vault(cabinet, KEY)) == verifying.Verdict(3, 0, ())


def test_a_hash_of_yesterday_is_renewed_at_the_next_connexion(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Utilisateur.get().hachage
    enter()
    assert Utilisateur.get().hachage == before
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", stronger)
    enter()
    assert not stronger.check_needs_rehash(Utilisateur.get().hachage)
    enter()


def test_a_password_changed_while_it_was_checked_lets_nobody_in(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed_meanwhile(hachage: str | None, password: str) -> bool:
        Utilisateur.update(hachage=passwords.hash_password(OTHER)).execute()
        return passwords.verify_password(hachage, password)

    monkeypatch.setattr(sign_in, "verify_password", changed_meanwhile)
    assert refusal(enter) == WRONG_PASSWORD
    assert "connexion" not in verbs()


def people(cabinet: Cabinet, vault: Vault) -> tuple[str, ...]:
    """Give a known, an unknown and a disabled identifiant."""
    add_user(
        cabinet,
        identifiant="parti",
        nom="",
        role=Role.COLLABORATEUR,
        mot_de_passe=PASSWORD,
        by=None,
        vault=vault,
        now=NOW,
    )
    disable_user(cabinet, "parti", by=None, vault=vault, now=NOW)
    return "c.durand", "personne", "parti"


def answers(gesture: Callable[[datetime], object]) -> list[str]:
    """Give a day of answers to someone who insists."""
    instants = [NOW + minute * timedelta(minutes=7) for minute in range(100)]
    return [refusal(lambda now=now: gesture(now)) for now in instants]  # type: ignore[misc]


def test_known_unknown_and_disabled_get_the_same_answers_at_the_same_cost(
    cabinet: Cabinet, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = Counted(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", hasher)
    told = []
    for identifiant in people(cabinet, vault):
        before = hasher.verified
        said = answers(lambda now, who=identifiant: enter(who, "faux", now=now))  # type: ignore[misc]
        told.append((said, hasher.verified - before))
    assert told[0] == told[1] == told[2]
    said, verified = told[0]
    assert verified == said.count(WRONG_PASSWORD) < 20
    assert {sentence[:14] for sentence in said} == {WRONG_PASSWORD[:14], TOO_MANY}


def test_who_was_disabled_learns_it_by_the_right_password_alone(
    cabinet: Cabinet, vault: Vault
) -> None:
    people(cabinet, vault)
    assert refusal(lambda: enter("parti", "faux")) == WRONG_PASSWORD
    assert refusal(lambda: enter("parti", PASSWORD)) == CLOSED
    with pytest.raises(AccessClosed):
        enter("parti", PASSWORD)
    assert "connexion" not in verbs()


def test_codes_tell_no_more_than_passwords(cabinet: Cabinet, vault: Vault) -> None:
    told = [
        answers(
            lambda now, who=who: reset_password(who, "0" * 20, OTHER, main_key=KEY, now=now)  # type: ignore[misc]
        )
        for who in people(cabinet, vault)
    ]
    assert told[0] == told[1] == told[2]
    assert WRONG_CODE in told[0]


def test_a_weak_new_password_tells_nothing_to_who_has_no_code(code: str) -> None:
    weak = [
        refusal(lambda who=who: reset("0" * 20, identifiant=who, nouveau="Martin"))  # type: ignore[misc]
        for who in ("c.durand", "personne")
    ]
    assert weak == [WRONG_CODE, WRONG_CODE]
