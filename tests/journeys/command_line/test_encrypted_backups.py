"""`sauvegarder --pour`, `restaurer --identite`, `--essai`, and how old all that is."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.clock import now
from models.storage import upkeep_log
from models.storage.upkeep_log import PROVED, SAVED
from models.wording import show_ago
from tests.cabinet import NIR, numero, siren
from tests.journeys.command_line.command import Answer, Run, look, operations, place


@pytest.fixture
def recipient(espace: Run, tmp_path: Path) -> str:
    """Make an identity; give what its verb says last."""
    made = espace("cle", "destinataire", str(tmp_path / "identite"))
    assert (made.status, made.err) == (0, "")
    assert "AGE-SECRET-KEY" not in made.out
    return made.out.splitlines()[-1]


@pytest.fixture
def saved(espace: Run, recipient: str, tmp_path: Path) -> Path:
    """Save a cabinet of one client, of whom a NIR is kept."""
    who = ("--siren", siren(1), "--regime", "artisan_commercant", "--compte", numero(1))
    assert espace("inscrire", *who, "--nir-stdin", typed=NIR).status == 0
    folder = tmp_path / "ici"
    done = espace("sauvegarder", "--dans", str(folder), "--garder", "2", "--pour", recipient)
    assert (done.status, done.err) == (0, "")
    assert "faite, vérifiée et chiffrée" in done.out
    assert "Un numéro de sécurité sociale y a été lu" in done.out
    assert NIR[:8] not in done.out
    (path,) = folder.glob("*.age")
    return path


def tried(run: Run, path: Path, *more: str) -> Answer:
    return run("restaurer", "--essai", str(path), *more)


def test_it_is_tried_then_restored(espace: Run, saved: Path, tmp_path: Path) -> None:
    before = place(tmp_path).read_bytes()
    with_identity = ("--identite", str(tmp_path / "identite"))
    proof = tried(espace, saved, *with_identity)
    assert (proof.status, proof.err) == (0, "")
    lines = proof.out.splitlines()
    assert lines[0].endswith("(chiffrée, elle s'ouvre\xa0; empreinte conforme).")
    assert lines[1] == "Elle contient 1\xa0cabinet, 1\xa0client, 2\xa0opérations."
    assert lines[-1] == "La sauvegarde est bonne."
    assert NIR[:8] not in proof.out
    assert place(tmp_path).read_bytes() == before
    told = espace("info", "--json").told
    assert told["dernier_essai"]
    assert told["derniere_sauvegarde"]
    assert "Dernier essai de restauration\xa0: aujourd'hui (" in espace("info").out
    assert "Dernière sauvegarde\xa0: aujourd'hui (" in espace("verifier").out
    assert espace("restaurer", str(saved), *with_identity).status == 0
    assert operations(tmp_path)[-1].verbe == "restaurer_base"


def test_each_refusal_has_its_status(
    espace: Run, saved: Path, recipient: str, tmp_path: Path
) -> None:
    identity, other = tmp_path / "identite", tmp_path / "autre"
    assert espace("cle", "destinataire", str(other)).status == 0
    again = espace("cle", "destinataire", str(identity))
    assert (again.status, "existe déjà" in again.err) == (1, True)
    public = tmp_path / "publique"
    public.write_text(recipient)
    absent = tmp_path / "absente"
    for given, status, said in (
        ((), 1, "est chiffrée"),
        (("--identite", str(other)), 1, "pour un autre destinataire"),
        (("--identite", str(public)), 1, "une clé publique"),
        (("--identite", str(absent)), 3, "Il n'y a pas de fichier"),
    ):
        for verb in (("restaurer",), ("restaurer", "--essai")):
            refused = espace(*verb, str(saved), *given)
            assert (refused.status, refused.out, said in refused.err) == (status, "", True)
    unkeyed = espace(
        *("--cle", str(absent), "restaurer", "--essai", str(saved), "--identite", str(identity))
    )
    assert (unkeyed.status, "--cle FICHIER" in unkeyed.err) == (5, True)
    assert espace("info", "--json").told["dernier_essai"] is None
    for key, status in (("age1x", 1), ("personne", 3), (identity.read_text(), 1)):
        target = tmp_path / "non.sauvegarde"
        refused = espace("sauvegarder", str(target), "--pour", key)
        assert (refused.status, refused.out) == (status, "")
        assert not list(tmp_path.glob("non*"))


def test_another_machine_proves_it_as_far_as_what_it_was_given_allows(
    espace: Run, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another home: neither the base nor its key is there, but what came on the stick."""
    stick, home = tmp_path / "cle-usb", tmp_path / "ailleurs"
    (key,) = (tmp_path / "xdg_config_home").rglob("cle-principale")
    stick.mkdir()
    for one in (saved, saved.with_name(f"{saved.name}.sha256"), tmp_path / "identite", key):
        shutil.copy(one, stick)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "essais"))
    (tmp_path / "essais").mkdir()
    identity = ("--identite", str(stick / "identite"))
    unkeyed = tried(espace, stick / saved.name, *identity)
    assert (unkeyed.status, "--cle FICHIER" in unkeyed.err) == (5, True)
    assert "1\xa0client" in unkeyed.out
    proof = espace(
        "--cle", str(stick / key.name), "restaurer", "--essai", str(stick / saved.name), *identity
    )
    assert (proof.status, proof.err) == (0, "")
    assert "sceaux vérifiés" in proof.out
    assert "Un numéro de sécurité sociale y a été lu" in proof.out
    assert NIR[:8] not in proof.out + unkeyed.out + unkeyed.err
    assert not [
        *home.rglob("*.db"),
        *home.rglob("cle-principale"),
        *(tmp_path / "essais").iterdir(),
    ]


def test_the_settings_name_the_recipients(espace: Run, recipient: str, tmp_path: Path) -> None:
    settings, target = tmp_path / "reglages.toml", tmp_path / "une.sauvegarde"
    settings.write_text(f'[serveur]\ndestinataires = ["{recipient}"]\n')
    assert espace("--config", str(settings), "sauvegarder", str(target)).status == 0
    assert not target.exists()
    assert target.with_name("une.sauvegarde.age").exists()
    for wrong in ('"age1"', "[1]", '[""]'):
        settings.write_text(f"[serveur]\ndestinataires = {wrong}\n")
        refused = espace("--config", str(settings), "sauvegarder", str(tmp_path / "deux"))
        assert (refused.status, "entre crochets" in refused.err) == (1, True)


def test_a_nir_that_does_not_open_is_told_and_nothing_is_pruned(
    espace: Run, saved: Path, tmp_path: Path
) -> None:
    from models.tables import Inscription  # noqa: PLC0415 - needs the base that is opened below

    look(tmp_path)
    Inscription.update(nir=b"\x01" * 60).execute()
    refused = espace("sauvegarder", "--dans", str(saved.parent), "--garder", "1")
    assert (refused.status, "aucune autre n'a été supprimée" in refused.err) == (5, True)
    assert len(list(saved.parent.glob("*.sauvegarde*"))) == 4


def test_how_old_the_last_backup_is_is_said_when_it_is_too_old(tmp_path: Path) -> None:
    instant, base = now().replace(microsecond=0), "/srv/base.db"
    old = instant - timedelta(days=3)

    def said(since: datetime, base: str = base) -> str:
        return upkeep_log.overdue(tmp_path, base, since, instant)

    assert said(instant) == ""
    assert said(old) == "Aucune sauvegarde de cette base n'a été faite ici."
    assert said(old, "postgresql://serveur/cabinets") == ""
    upkeep_log.note(tmp_path, base, SAVED, old)
    assert said(old) == "Dernière sauvegarde\xa0: il y a 3\xa0jours."
    upkeep_log.note(tmp_path, base, PROVED, instant - timedelta(days=1))
    assert said(old) == "Dernière sauvegarde\xa0: il y a 3\xa0jours. Dernier essai\xa0: hier."
    upkeep_log.note(tmp_path, base, SAVED, instant - timedelta(days=2))
    assert said(old) == ""
    assert show_ago(instant, instant) == "aujourd'hui"
