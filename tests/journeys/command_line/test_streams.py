"""Files through sshd: bytes come in by stdin and go out by stdout, as long as somebody reads."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable

import pytest

from models.table_rows import BOM
from tests.cabinet import numero
from tests.journeys.command_line.command import PASSWORD, Ssh
from tests.workbooks import sheet_of

Written = Callable[..., bytes]


@pytest.fixture
def written(ssh: Ssh, monkeypatch: pytest.MonkeyPatch) -> Written:
    """Give what runs a command for m.petit, and gives the bytes that it wrote."""

    def run(command: str, typed: str | bytes = "") -> bytes:
        out = io.BytesIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", write_through=True))
            answer = ssh("m.petit", command, typed=typed)
            found = out.getvalue()
        assert (answer.status, answer.err) == (0, "")
        return found

    return run


def test_a_workbook_goes_out_and_comes_in(ssh: Ssh, written: Written) -> None:
    assert ssh("m.petit", f"modifier {numero(1)} --note 'né à Agen'").status == 0
    workbook = written("exporter - --format xlsx")
    assert workbook.startswith(b"PK")
    (titles, client) = sheet_of(workbook).rows
    assert numero(1) in client
    assert "né à Agen" in client
    # It is read again as it was written: nothing is new.
    assert b"1\xc2\xa0ligne lue\xc2\xa0: 1\xc2\xa0d" in written("importer -", workbook)
    again = written("rapprocher - --complet --json", workbook)
    assert b'"d_accord": 1' in again
    assert len(titles) > 1


def test_the_other_formats_go_out(written: Written) -> None:
    for command, first in (
        ("exporter -", BOM.encode()),
        ("exporter - --format csv", BOM.encode()),
        ("exporter - --format json", b"["),
        ("exporter - --bordereau", b""),
        ("exporter - --bordereau --format xlsx", b"PK"),
        ("exporter - --tableau-type --format xlsx", b"PK"),
        ("exporter - --tableau-type", BOM.encode()),
    ):
        found = written(command)
        assert found.startswith(first), command
        assert len(found) > 20, command


def test_what_is_no_table_is_refused_with_a_sentence(ssh: Ssh) -> None:
    for verb in ("importer -", "importer - --a-l-ecran", "rapprocher -"):
        for typed in (b"PK\x03\x04" + bytes(200), b"\x7fELF" + bytes(range(256))):
            refused = ssh("m.petit", verb, typed=typed)
            assert refused.status in (1, 3), verb
            assert refused.out == ""
            assert len(refused.err.splitlines()) == 1


@pytest.mark.parametrize(
    "command",
    ["lister --json", "journal", "exporter - --format xlsx", "exporter -", "utilisateur lister"],
)
def test_who_stops_reading_ends_it_without_a_word(
    ssh: Ssh, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    out = io.TextIOWrapper(io.FileIO(writer, "wb"), "utf-8", write_through=True)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        answer = ssh("c.durand", command, typed=f"{PASSWORD}\n")
    # A workbook that was begun is ended where nobody reads, without a word either.
    gc.collect()
    out.close()
    assert (answer.status, answer.err) == (0, "")


def test_no_word_names_what_is_the_servers(ssh: Ssh) -> None:
    for command in (
        *("lister --base X", "lister --base=X", "--base X lister", "--base=X lister"),
        *("lister --cle X", "lister --config=X", "lister --cabinet 'Cabinet Martin'"),
        *("lister --bas X", "lister --conf X", "lister --cab=X", "lister --cl X", "--dem"),
        *("importer - --base X", "utilisateur lister --cle X", "utilisateur --base X lister"),
        *("utilisateur cle ajouter m.petit --config X", "--demo", "lister --demo"),
    ):
        refused = ssh("c.durand", command, typed=f"{PASSWORD}\n")
        assert (refused.status, refused.out) == (1, ""), command
        assert "la clé, les réglages et le cabinet sont ceux du serveur" in refused.err, command
    # The words of the verbs are theirs, and what follows -- is no option.
    assert "argument inconnu" in ssh("c.durand", "lister --colonnes siren").err
    assert ssh("c.durand", "exporter - --colonnes siren").status == 0
    assert "argument inconnu" in ssh("c.durand", "lister -- --base").err
