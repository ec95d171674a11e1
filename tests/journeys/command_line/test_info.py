"""`info` and `utilisateur lister`: what somebody who helps asks first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.storage import schema
from models.storage.opening import close_database
from models.tables import Utilisateur
from tests.journeys.command_line.command import Run, look
from tui import __version__
from tui.verbs.about import PASSWORD, _base


def test_a_machine_that_has_nothing_yet_is_described_and_keeps_having_nothing(
    run: Run, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    told = run("info")
    assert told.status == 0
    assert f"Portefeuille\u00a0: {__version__}, Python " in told.out
    assert "portefeuille.db (absente)" in told.out
    assert "cle-principale (absente)" in told.out
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_there_is_said_and_read_by_a_script(
    espace: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLORTERM", raising=False)
    said = json.loads(espace("info", "--json").out)
    assert said["base"]["presente"] is said["cle"]["presente"] is True
    assert said["base"]["octets"] > 0
    assert (said["terminal"]["couleurs"], said["terminal"]["interactif"]) == (256, False)
    assert "présente" in espace("info").out


def test_monitoring_asks_info_what_is_in_the_base(espace: Run) -> None:
    said = espace("info", "--json").told
    assert said["contenu"] == {
        "schema": max(path.stem for path in schema.MIGRATIONS.glob("0*.py")),
        "cabinets": 1,
        "sessions": 0,
        "pourquoi": None,
    }
    disk = said["disque"]
    assert isinstance(disk, dict)
    assert 0 < disk["libre_octets"] <= disk["total_octets"]
    assert said["derniere_sauvegarde"] is said["derniere_verification"] is None


def test_a_base_that_cannot_be_read_says_why(espace: Run, tmp_path: Path) -> None:
    foreign = tmp_path / "autre.db"
    foreign.write_bytes(b"x" * 4096)
    told = espace("--base", str(foreign), "info", "--json")
    assert told.status == 0
    contenu = told.told["contenu"]
    assert isinstance(contenu, dict)
    assert contenu["schema"] is None
    assert contenu["pourquoi"]


def test_monitoring_asks_verifier_whether_all_is_sound(espace: Run, tmp_path: Path) -> None:
    assert espace("sauvegarder", str(tmp_path / "une.sauvegarde")).status == 0
    first = espace("verifier", "--json")
    assert (first.status, first.err) == (0, "")
    assert first.told["saine"] is True
    assert first.told["derniere_verification"] is None
    saved = first.told["derniere_sauvegarde"]
    assert isinstance(saved, dict)
    assert 0 <= saved["age_secondes"] < 3600
    assert espace("verifier", "--json").told["derniere_verification"]
    look(tmp_path)
    Utilisateur.update(role="consultation").execute()
    close_database()
    told = espace("verifier", "--json")
    assert told.status == 5
    assert told.told["saine"] is False
    assert told.told["fautes"]
    assert told.err
    lost = espace("--cle", str(tmp_path / "absente"), "verifier", "--json")
    assert (lost.status, lost.told["saine"]) == (5, False)
    assert lost.told["non_verifie"]


@given(password=st.text(st.characters(exclude_characters="&", codec="utf-8"), min_size=9))
def test_a_password_in_the_address_of_a_base_is_not_shown(password: str) -> None:
    url = f"postgresql://claire:{password}@serveur/cabinets"
    assert _base(url)["adresse"] == "postgresql://claire@serveur/cabinets"
    assert password not in PASSWORD.sub("", f"postgresql://:{password}@serveur/cabinets")
    asked = f"postgresql://serveur/cabinets?password={password}&sslmode=require"
    assert password not in PASSWORD.sub("", asked)


def test_who_may_sign_in_is_listed(espace: Run) -> None:
    assert espace("utilisateur", "ajouter", "m.petit", "--nom", "Marc Petit").status == 0
    assert espace("utilisateur", "desactiver", "m.petit").status == 0
    lines = espace("utilisateur", "lister").out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["c.durand", "m.petit"]
    assert lines[1] == "m.petit  Marc Petit  Collaborateur  jamais venu  accès fermé"
    rows = espace("utilisateur", "lister", "--json").rows
    assert [(row["identifiant"], row["role"], row["actif"]) for row in rows] == [
        ("c.durand", "administrateur", True),
        ("m.petit", "collaborateur", False),
    ]
    refused = espace("utilisateur", "desactiver")
    assert (refused.status, "IDENTIFIANT" in refused.err) == (2, True)
