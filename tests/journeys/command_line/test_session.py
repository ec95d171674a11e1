"""`session`: what sshd runs; a key is a person, with their rights, their name, and no file."""

from __future__ import annotations

from argparse import Action, Namespace
from pathlib import Path

import pytest

from models.errors import Refusal
from models.storage.opening import close_database, open_database
from models.tables import Inscription
from tests.cabinet import numero
from tests.journeys.command_line.command import KEYS, PASSWORD, Run, Ssh, look, operations
from tests.journeys.command_line.test_usage import ALL
from tests.ssh_keys import ECDSA, ED25519
from tui.config import Config
from tui.verbs import completion
from tui.verbs.server import session
from tui.verbs.server.session import PERMITTED, is_path


def test_a_verb_is_run_as_the_person_of_the_key(ssh: Ssh, espace: Run, tmp_path: Path) -> None:
    (row,) = ssh("m.petit", "lister --json").rows
    assert row["comptes"][0]["numero_compte"] == numero(1)  # type: ignore[index]
    done = ssh("m.petit", f"inscrire --gerant --compte '{numero(2)}' --deja-inscrit")
    assert (done.status, done.err) == (0, "")
    assert operations(tmp_path)[-1] == ("inscrire", "m.petit", f"ssh:{ED25519.empreinte}")
    assert espace("journal").out.splitlines()[0].split("  ")[1] == "Marc Petit"
    assert espace("journal", "--json").rows[0]["origine"] == f"ssh:{ED25519.empreinte}"
    # What is no session is the command line again.
    assert espace("confier", numero(2), "--a", "m.petit").status == 0
    assert str(operations(tmp_path)[-1][2]).startswith("unix:")
    assert espace("verifier").status == 0


def test_each_takes_back_what_is_their_own(ssh: Ssh, tmp_path: Path) -> None:
    assert ssh("m.petit", f"modifier {numero(1)} --dossier D1").status == 0
    assert ssh("c.durand", f"modifier {numero(1)} --note N").status == 0
    assert ssh("m.petit", "annuler").status == 0
    look(tmp_path)
    row = Inscription.get()
    assert (row.code_dossier, row.note) == (None, "N")
    close_database()


def test_tables_go_in_and_out_by_the_streams(ssh: Ssh) -> None:
    table = f"Type;N° compte;Raison sociale\nGérant Majoritaire;{numero(3)};FAURE\n"
    done = ssh("m.petit", "importer - --deja-inscrits", typed=table)
    assert (done.status, done.err) == (0, "")
    # No file of rejects is written: the screens are where one corrects.
    again = ssh("m.petit", "importer -", typed=table.replace(numero(3), "12"))
    assert (again.status, "avec --a-l-ecran" in again.err) == (1, True)
    written = ssh("s.leroy", "exporter - --format json")
    assert written.status == 0
    assert [one["raison_sociale"] for one in written.rows] == ["", "FAURE"]


def test_who_only_reads_writes_nothing(ssh: Ssh, tmp_path: Path) -> None:
    before = operations(tmp_path)
    table = f"Type;N° compte\nGérant Majoritaire;{numero(3)}\n"
    for command in (
        f"inscrire --gerant --compte {numero(2)} --deja-inscrit",
        f"modifier {numero(1)} --note N",
        f"services {numero(1)} --ajouter dpae",
        f"reporter {numero(1)} --pas-fait",
        f"refuser {numero(1)} --motif N",
        f"confier {numero(1)} --a s.leroy",
        f"resilier --compte {numero(1)}",
        "modele garder Paie --services dpae",
        "importer - --deja-inscrits",
    ):
        refused = ssh("s.leroy", command, typed=table)
        assert refused.status == 1, command
        assert "consultation seulement" in refused.err, command
    assert operations(tmp_path) == before
    assert ssh("s.leroy", "journal --json").status == 0


REFUSED = [
    *("id", "id; ls", "$(id)", "`id`", "sh -c id", "/bin/sh", "internal-sftp", "scp -t /tmp"),
    *("-c lister", "--base /tmp/x lister", "--demo", "--config x lister", "lister\nid"),
    *("session c.durand --empreinte x", "utilisateur danser", "utilisateur", "cle lister"),
    *("creer-espace", "migrer", "restaurer x.db", "sauvegarder x.db", "info"),
    *("utilisateur cle ajouter m.petit --cle /etc/passwd", "utilisateur cle ajouter --cle x y"),
    *("cle refaire", "completion bash", "manuel", "touches", "veille"),
    *("exporter clients.csv", "exporter /tmp/x.json", "exporter ./-", "exporter - --avec-nir"),
    *("importer /etc/passwd", "importer - --rejets r.csv", "importer - --rejets -"),
    *("importer -- /etc/passwd", "rapprocher ../x.txt", "rapprocher /dev/stdin"),
    *("lister 'x", 'lister "', "lister \\"),
]


@pytest.mark.parametrize("command", REFUSED)
def test_what_is_not_a_verb_of_theirs_is_refused(ssh: Ssh, tmp_path: Path, command: str) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    refused = ssh("c.durand", command, typed="x")
    assert refused.status in (1, 2), refused.out
    assert refused.out == ""
    assert refused.err
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    changed = {path.name for path in after if after[path] != before.get(path)}
    assert not {one for one in changed if not one.endswith((".db-wal", ".db-shm"))}


def test_who_is_refused_is_told_what_they_may(ssh: Ssh) -> None:
    told = {who: ssh(who, "sauvegarder x.db").err.split("\xa0: ")[-1] for who in KEYS}
    assert "c'est une commande du serveur" in ssh("c.durand", "sauvegarder x.db").err
    assert "du serveur" not in ssh("c.durand", "danser").err
    for who, verb in (("c.durand", "utilisateur"), ("m.petit", "inscrire"), ("s.leroy", "lister")):
        assert {one for one in KEYS if f"{verb}," in told[one]} == {
            one for one in KEYS if list(KEYS).index(one) <= list(KEYS).index(who)
        }


def test_the_base_is_opened_once(ssh: Ssh, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []

    def open_it(*where: object, **how: bool) -> object:
        opened.append(where)
        return open_database(*where, **how)  # type: ignore[arg-type]

    for module in ("tui.verbs.opened", "models.access.front_door"):
        monkeypatch.setattr(f"{module}.open_database", open_it)
    for who, command in (("m.petit", "lister"), ("c.durand", "utilisateur lister")):
        assert ssh(who, command, typed=f"{PASSWORD}\n").status == 0
        assert len(opened) == 1
        opened.clear()


def paths() -> list[tuple[str, Action]]:
    """Give every argument of a permitted verb that names a file."""
    return [
        (words[0], one)
        for words, verb in ALL.items()
        if words[0] in PERMITTED
        for one in verb.arguments
        if is_path(one)
    ]


def test_no_argument_that_names_a_file_is_taken() -> None:
    assert set(session.PATHS) == set(completion.PATHS)
    assert {f"{verb} {one.dest}" for verb, one in paths()} == {
        *("exporter fichier", "importer fichier", "importer rejets", "rapprocher fichier"),
        "utilisateur publique",
    }
    for _, one in paths():
        # The file of an option would be called so: only an argument is a stream.
        for given in ("x", "/x", "./-", "--", *(["-"] if one.option_strings else [])):
            with pytest.raises(Refusal, match="un fichier ne se nomme pas"):
                session._refuse_path(one, Namespace(**{one.dest: given}))


@pytest.mark.parametrize("command", ["lister", ""])
def test_a_key_that_was_closed_opens_nothing_whatever_the_file_says(
    ssh: Ssh, espace: Run, command: str
) -> None:
    def refused(who: str, **how: str) -> bool:
        answer = ssh(who, command, **how)
        assert answer.out == "" or answer.status == 0
        return answer.status == 1 and "n'ouvre plus Portefeuille" in answer.err

    assert not refused("m.petit")
    assert refused("m.petit", empreinte=ECDSA.empreinte)
    assert refused("m.petit", empreinte="SHA256:".ljust(50, "x"))
    assert espace("utilisateur", "desactiver", "m.petit").status == 0
    assert refused("m.petit")
    assert espace("utilisateur", "reactiver", "m.petit").status == 0
    assert not refused("m.petit")
    assert espace("utilisateur", "cle", "retirer", "m.petit", ED25519.empreinte).status == 0
    assert refused("m.petit")


def test_a_role_that_was_lowered_holds_at_once(ssh: Ssh, espace: Run) -> None:
    assert espace("utilisateur", "role", "m.petit", "consultation").status == 0
    refused = ssh("m.petit", f"modifier {numero(1)} --note N")
    assert "consultation seulement" in refused.err


def test_the_environment_names_neither_base_nor_key(
    ssh: Ssh, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PORTEFEUILLE_BASE", str(tmp_path / "autre.db"))
    monkeypatch.setenv("PORTEFEUILLE_CLE", str(tmp_path / "autre"))
    done = ssh("m.petit", f"inscrire --gerant --compte {numero(2)} --deja-inscrit")
    assert (done.status, done.err) == (0, "")


def test_without_a_command_the_screens_open_for_the_person(
    ssh: Ssh, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Config] = []

    def open_screens(options: Namespace, config: Config) -> int:
        assert not options.demo
        opened.append(config)
        return 0

    monkeypatch.setattr("tui.__main__._open_screens", open_screens)
    assert ssh("m.petit", " ").status == 0
    assert ssh("M.Petit", "", empreinte=ED25519.empreinte).status == 0
    for config in opened:
        assert (config.identifiant, config.empreinte) == ("m.petit", ED25519.empreinte)
        assert not config.fichiers_permis
    assert len(opened) == 2
