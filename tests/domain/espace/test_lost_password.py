"""A lost password: a code that is good once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.access import passwords, sign_in
from models.access.espace import issue_recovery_code
from models.access.sign_in import WRONG_CODE, WRONG_PASSWORD
from models.errors import BadFields, NotFound
from models.tables import Operation, Utilisateur
from models.writing import journal
from tests.domain.espace.people import (
    KEY,
    NOW,
    OTHER,
    PASSWORD,
    TOO_MANY,
    create,
    enter,
    fail,
    refusal,
    reset,
    verbs,
)

pytestmark = pytest.mark.usefixtures("base")


def test_a_code_changes_the_password_once(code: str) -> None:
    following = reset(code.lower().replace("-", " "))
    assert refusal(enter) == WRONG_PASSWORD
    enter(password=OTHER)
    assert refusal(lambda: reset(code)) == WRONG_CODE
    reset(following, nouveau=PASSWORD)
    enter()
    assert verbs().count("changer_mot_de_passe") == 2
    assert verbs().count("code_secours_refuse") == 1


def test_a_code_works_while_passwords_must_wait_and_ends_the_wait(code: str) -> None:
    fail(5)
    assert refusal(enter).startswith(TOO_MANY)
    reset(code)
    enter(password=OTHER)


def test_wrong_codes_wait_like_wrong_passwords(code: str) -> None:
    for _ in range(5):
        assert refusal(lambda: reset("0" * 20)) == WRONG_CODE
    assert refusal(lambda: reset(code)).startswith(TOO_MANY)
    enter()


def test_a_password_badly_chosen_keeps_the_code_good(code: str) -> None:
    for _ in range(8):
        with pytest.raises(BadFields) as caught:
            reset(code, nouveau="Martin Martin Martin")
        assert set(caught.value.sentences) == {"mot_de_passe"}
    reset(code)


def test_the_words_of_a_person_are_known_of_a_first_password_and_of_the_next(code: str) -> None:
    chosen = "Claire-Durand-84"
    tries: tuple[Callable[[], object], ...] = (
        lambda: create(mot_de_passe=chosen),
        lambda: reset(code, nouveau=chosen),
    )
    for choose in tries:
        with pytest.raises(BadFields) as caught:
            choose()
        said = caught.value.sentences["mot_de_passe"]
        assert "le nom de la personne («\xa0Claire\xa0»), l'identifiant" in said


def test_a_code_used_twice_at_the_same_moment_is_good_once(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def used_meanwhile(password: str) -> str:
        Utilisateur.update(code_secours_hachage=None).execute()
        return passwords.hash_password(password)

    monkeypatch.setattr(sign_in, "hash_password", used_meanwhile)
    assert refusal(lambda: reset(code)) == WRONG_CODE
    enter()


def issue_after_wrong_codes() -> str:
    for _ in range(5):
        assert refusal(lambda: reset("0" * 20)) == WRONG_CODE
    return issue_recovery_code("c.durand", main_key=KEY, now=NOW)


def test_a_code_given_on_the_machine_replaces_the_one_before(code: str) -> None:
    given = issue_recovery_code("C.DURAND", main_key=KEY, now=NOW)
    assert refusal(lambda: reset(code)) == WRONG_CODE
    enter()
    reset(given)
    reset(issue_after_wrong_codes(), nouveau=PASSWORD)
    row = Operation.get(Operation.verbe == "donner_code_secours")
    assert row.utilisateur_id is None
    assert row.champs == journal.canonical({"utilisateur": str(Utilisateur.get().uid)})
    with pytest.raises(NotFound, match="personne"):
        issue_recovery_code("personne", main_key=KEY, now=NOW)
