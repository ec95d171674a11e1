"""Identities and recipients: what a file of them may hold, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.backups.age_keys import create_identity, read_identity, read_recipients
from models.errors import BadValue, NotFound, Refusal, StorageFailure
from tests.domain.safe import Safe

WRONG_IDENTITIES: dict[str, tuple[Callable[[Safe], str], str]] = {
    "public": (lambda safe: f"# clé\n{safe.recipient}\n", "une clé publique"),
    "empty": (lambda _: "", "n'est pas un fichier de clés"),
    "comments": (lambda _: "# rien\n", "n'est pas un fichier d'identité"),
    "binary": (lambda _: "\0\0", "n'est pas un fichier de clés"),
    "long": (lambda _: "#" * 70_000, "n'est pas un fichier de clés"),
    "two": (lambda safe: safe.mine.read_text() * 2, "une seule ligne"),
    "mistyped": (lambda safe: safe.mine.read_text()[:-6] + "QQQQQ\n", "faute de frappe"),
}


@pytest.mark.parametrize(("content", "said"), WRONG_IDENTITIES.values(), ids=WRONG_IDENTITIES)
def test_what_is_no_identity_is_said(
    safe: Safe, tmp_path: Path, content: Callable[[Safe], str], said: str
) -> None:
    path = tmp_path / "cle"
    path.write_text(content(safe))
    with pytest.raises(BadValue, match=said) as refused:
        read_identity(path)
    assert safe.mine.read_text().splitlines()[-1][:30] not in str(refused.value)


def test_an_identity_is_written_over_nothing(safe: Safe, tmp_path: Path) -> None:
    before = safe.mine.read_bytes()
    with pytest.raises(Refusal, match=r"existe déjà.*Choisissez un autre nom"):
        create_identity(safe.mine)
    assert safe.mine.read_bytes() == before
    assert safe.mine.stat().st_mode & 0o777 == 0o400
    assert str(read_identity(safe.mine).to_public()) == safe.recipient
    with pytest.raises(NotFound, match="Il n'y a pas de fichier"):
        read_identity(tmp_path / "absente")
    with pytest.raises(StorageFailure, match="un dossier"):
        read_identity(tmp_path)


def test_what_is_no_recipient_is_said(safe: Safe, tmp_path: Path) -> None:
    secret = safe.mine.read_text().splitlines()[-1]
    empty = tmp_path / "vide.txt"
    empty.write_text("# personne\n")
    for given_key, said in (
        (secret, "C'est une identité"),
        (str(safe.mine), "est un fichier d'identité"),
        (safe.recipient[:-1], "n'est pas une clé publique entière"),
        (str(empty), "ne contient aucune clé publique"),
    ):
        with pytest.raises(BadValue, match=said) as refused:
            read_recipients([given_key])
        assert secret[:24] not in str(refused.value)
    for absent in ("", "durand@cabinet.fr", "x" * 5000):
        with pytest.raises(NotFound, match="ni une clé publique ni un fichier"):
            read_recipients([absent])
