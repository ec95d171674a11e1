"""What is no table is refused by a sentence that says what it is and what to do."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import BadValue, EmptyTable, Refusal, StorageFailure
from models.importation.files import archive as archives
from models.importation.files.opening import read_bytes, read_file
from tests.domain.importation.books import (
    ODS,
    archive,
    ods,
    ods_cell,
    ods_row,
    ole,
    parts_of,
    xls,
    xlsx,
)

BOOK = xlsx({"Clients": [["Siren"], ["000000018"]]})
SIZE = 5000
ROW = ods_row(ods_cell("x"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n\0", "est un PDF, pas un tableau"),
        (b"\x89PNG\r\n\x1a\n\0", "est une image"),
        (b"\xff\xd8\xff\xe0\0", "est une image"),
        (b"\0\0\0\x18ftypheic\0", "est une image"),
        (b"\x1f\x8b\x08\0", "archive compressée, pas un tableau. Décompressez-la"),
        (b"7z\xbc\xaf\x27\x1c\0", "archive compressée"),
        (b"PK\x05\x06" + bytes(18), "archive compressée"),
        (b"{\\rtf1 Siren}", "traitement de texte"),
        (b"\x09\x08\x08\x00\x00\x05\x10\x00", "version d'Excel trop ancienne"),
        (b"\xef\xbb\xbf \n<html><table>", "page web"),
        (b"<?xml version='1.0'?><Workbook/>", "page web ou du XML"),
        (b"MIME-Version: 1.0\r\n", "page web"),
        (b"\x7fELF\x02\0\0", "ni un tableau, ni un texte"),
        (b"Siren;Nom\n\0\0\0", "ni un tableau, ni un texte"),
        (archive({"clients.csv": "a;b"}), "archive .zip"),
        (archive({"[Content_Types].xml": "<T/>", "word/document.xml": "<d/>"}), "un document Word"),
        (archive({"[Content_Types].xml": "<T/>", "ppt/p.xml": "<d/>"}), "PowerPoint"),
        (archive({"xl/workbook.bin": "x"}), "classeur binaire (.xlsb)"),
        (archive({"Index/Document.iwa": "x"}), "vient de Numbers"),
        (archive({"mimetype": ODS.replace("spreadsheet", "text")}), "OpenDocument d'une autre"),
        (ole({"WordDocument": b"x"}), "un document Word"),
        (ole({"PowerPoint Document": b"x"}), "PowerPoint"),
        (ole({"EncryptedPackage": b"x" * SIZE}), "protégé par un mot de passe"),
        (xls({(0, 0): "A"}, sealed=True), "protégé par un mot de passe"),
        (ole({"Autre": b"x"}), "abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "abîmé"),
        (
            ods(ROW, more={"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
            "protégé par un mot de passe",
        ),
        (ods(ROW, more={"styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "abîmé"),
        (archive({"mimetype": ODS}), "abîmé"),
        (BOOK[: len(BOOK) // 2], "abîmé ou incomplet"),
        (BOOK.replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x01\x00\x08\x00"), "mot de passe"),
        (BOOK.replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x63\x00"), "inconnue"),
    ],
)
def test_the_sentence_says_what_the_file_is(content: bytes, said: str) -> None:
    with pytest.raises(BadValue, match=re.escape(said)) as refusal:
        read_bytes(content)
    assert str(refusal.value).endswith(".")


def test_a_name_only_words_the_sentence(tmp_path: Path) -> None:
    for name, said in (("a.xlsx", "porte le nom d'un classeur"), ("a.dat", "ni un tableau")):
        path = tmp_path / name
        path.write_bytes(b"abc\0def")
        with pytest.raises(BadValue, match=said):
            read_file(path)
    path = tmp_path / "clients.pdf"
    path.write_bytes(BOOK)
    assert len(read_file(path).rangees) == 2


@pytest.mark.parametrize("name", ["clients.xlsx", "clients.csv"])
def test_an_empty_file_holds_nothing_to_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    with pytest.raises(EmptyTable, match="Rien à lire"):
        read_file(tmp_path / name)
    with pytest.raises(EmptyTable):
        read_bytes(b"")


def a_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def a_loop(path: Path) -> Path:
    path.symlink_to(path)
    return path


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (lambda path: path, "n'existe pas"),
        (lambda path: path.parent, "est un dossier, pas un fichier"),
        (a_pipe, "est un tube"),
        (lambda _: Path("/dev/zero"), "est un périphérique"),
        (a_loop, "ne mène à aucun fichier"),
        (lambda path: path / ("a" * 300), "Ce fichier ou ce dossier n'existe pas"),
        (lambda path: path.with_name("a" * 300), "trop long"),
    ],
)
def test_what_the_system_refuses_is_said(
    named: Callable[[Path], Path], said: str, tmp_path: Path
) -> None:
    path = named(tmp_path / "clients.csv")
    with pytest.raises(StorageFailure, match=said) as refusal:
        read_file(path)
    assert "sauvegarde" not in str(refusal.value)


def test_a_file_that_may_not_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "clients.csv"
    path.write_text("a;b")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "refusé")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StorageFailure, match="pas le droit"):
        read_file(path)


def test_a_name_that_cannot_be_is_said() -> None:
    with pytest.raises(Refusal, match="caractère nul"):
        read_file(Path("a\0b"))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    path.touch()
    os.truncate(path, 10**13)
    assert stat.S_ISREG(path.stat().st_mode)
    with pytest.raises(BadValue, match="10\xa0000\xa0000\xa0Mo, 100\xa0Mo au plus"):
        read_file(path)


def test_what_inflates_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    book = archive({**parts_of(BOOK), "xl/sharedStrings.xml": bytes(9_000_000)})
    archives.inspect(book)
    monkeypatch.setattr(archives, "MOST_INFLATED", 8_000_000)
    with pytest.raises(BadValue, match="Mo une fois ouvert"):
        archives.inspect(book)
    # Its size is said smaller than it is, in both places that say it.
    lying = book.replace((9_000_000).to_bytes(4, "little"), (9_000).to_bytes(4, "little"))
    assert lying != book
    with pytest.raises(BadValue, match="abîmé"):
        archives.inspect(lying)


def test_a_thousand_members_too_many_are_refused() -> None:
    with pytest.raises(BadValue, match="une fois ouvert"):
        archives.inspect(archive({f"xl/{rank}.xml": "" for rank in range(10_001)}))
