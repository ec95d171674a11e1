"""An earlier base that was put back without `restaurer`: seen, named, told by an administrateur."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.tables import Operation, Utilisateur
from tests.cabinet import numero
from tests.journeys.command_line.command import PASSWORD, Answer, Run, look, operations, place

ADMINISTRATEUR = "c.durand"


def tell(run: Run, who: str = ADMINISTRATEUR, password: str = PASSWORD) -> Answer:
    words = ("restaurer", "--constater", "--identifiant", who, "--mot-de-passe-stdin")
    return run(*words, typed=f"{password}\n")


def enroll(run: Run, rank: int) -> None:
    words = ("inscrire", "--gerant", "--compte", numero(rank), "--deja-inscrit")
    assert run(*words).status == 0


def head_of(tmp_path: Path) -> Path:
    (head,) = (tmp_path / "xdg_config_home").rglob("*.tete")
    return head


@pytest.fixture
def earlier(espace: Run, tmp_path: Path) -> bytes:
    """Give the base as it was before its last two clients."""
    enroll(espace, 1)
    kept = place(tmp_path).read_bytes()
    enroll(espace, 2)
    enroll(espace, 3)
    return kept


def test_what_is_missing_is_named_then_told(espace: Run, earlier: bytes, tmp_path: Path) -> None:
    place(tmp_path).write_bytes(earlier)
    known = head_of(tmp_path).read_bytes()
    refused = espace("verifier")
    assert refused.status == 5
    assert "connaît l'opération 4, le journal finit ici à l'opération 2" in refused.err
    assert "restaurer --constater --identifiant ID" in refused.err
    done = tell(espace)
    assert (done.status, done.err) == (0, "")
    assert "Elle s'arrêtait au plus tard à l'opération 2, du " in done.out
    assert "Il en manque au moins 2\xa0opérations, jusqu'au " in done.out
    assert espace("verifier").status == 0
    *_, came, last = operations(tmp_path)
    assert (came.verbe, last.verbe, last.who) == ("connexion", "restaurer_base", ADMINISTRATEUR)
    look(tmp_path)
    said = Operation.select().order_by(Operation.rang.desc()).get().details
    assert (said["reste"], said["tete"]) == (2, 4)
    assert said["depuis"] <= said["jusqu_a"]
    # On another machine, where the key has a head of its own.
    head_of(tmp_path).write_bytes(known)
    assert espace("verifier").status == 0
    head_of(tmp_path).write_bytes(known.replace(b"   4 ", b"   9 "))
    assert espace("verifier").status == 5


def test_the_one_operation_that_is_missing_is_let_go_too(
    espace: Run, earlier: bytes, tmp_path: Path
) -> None:
    kept = place(tmp_path).read_bytes()
    enroll(espace, 4)
    place(tmp_path).write_bytes(kept)
    known = head_of(tmp_path).read_bytes()
    assert "Il en manque au moins 1\xa0opération, " in tell(espace).out
    for head in (None, known):
        if head:
            head_of(tmp_path).write_bytes(head)
        assert espace("verifier").status == 0


def test_work_that_went_on_since_is_no_reason_to_be_silent(
    espace: Run, earlier: bytes, tmp_path: Path
) -> None:
    place(tmp_path).write_bytes(earlier)
    known = head_of(tmp_path).read_bytes()
    for rank in range(5, 10):
        enroll(espace, rank)
    refused = espace("verifier")
    assert (refused.status, "--constater" in refused.err) == (5, True)
    assert "n'est pas celle que connaît" in refused.err
    done = tell(espace)
    assert (done.status, "opération 3, du " in done.out) == (0, True)
    assert espace("verifier").status == 0
    head_of(tmp_path).write_bytes(known)
    assert espace("verifier").status == 0


def test_a_snapshot_of_the_whole_machine_is_told_as_well(espace: Run, tmp_path: Path) -> None:
    enroll(espace, 1)
    kept, head = place(tmp_path).read_bytes(), head_of(tmp_path).read_bytes()
    enroll(espace, 2)
    place(tmp_path).write_bytes(kept)
    head_of(tmp_path).write_bytes(head)
    done = tell(espace)
    assert (done.status, "n'en connaît aucune autre" in done.out) == (0, True)
    assert espace("verifier").status == 0
    assert operations(tmp_path)[-1].verbe == "restaurer_base"


def test_only_an_administrateur_who_knows_the_password_tells_it(
    espace: Run, earlier: bytes, tmp_path: Path
) -> None:
    place(tmp_path).write_bytes(earlier)
    before = len(operations(tmp_path))
    for refused, said in (
        (tell(espace, password="autre agrafe cheval mardi"), "incorrect"),
        (tell(espace, "personne"), "incorrect"),
        (espace("--cle", str(tmp_path / "non"), *_words(), typed=f"{PASSWORD}\n"), "Clé absente"),
    ):
        assert (refused.status, refused.out, said in refused.err) == (1, "", True), refused.err
    assert "restaurer_base" not in [one.verbe for one in operations(tmp_path)[before:]]
    assert espace("verifier").status == 5


def _words(*more: str) -> tuple[str, ...]:
    known = ("--identifiant", ADMINISTRATEUR, "--mot-de-passe-stdin")
    return ("restaurer", "--constater", *known, *more)


def test_a_collaborateur_does_not(espace: Run, earlier: bytes, tmp_path: Path) -> None:
    look(tmp_path)
    Utilisateur.update(role="collaborateur").execute()
    refused = tell(espace)
    assert (refused.status, refused.out) == (1, "")
    assert "Seul un administrateur" in refused.err


@pytest.mark.parametrize(
    "words",
    [
        ("restaurer",),
        ("restaurer", "--constater"),
        ("restaurer", "--constater", "--identifiant", "c.durand"),
        ("restaurer", "a.db", "--identifiant", "c.durand"),
        ("restaurer", "a.db", "--mot-de-passe-stdin"),
        _words("--essai"),
        _words("a.db"),
        _words("--identite", "b"),
    ],
)
def test_what_does_not_go_together_is_usage(espace: Run, words: tuple[str, ...]) -> None:
    assert espace(*words).status == 2
