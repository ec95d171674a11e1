"""`services`, `modifier`, `reporter`, `refuser`, from their words to the database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.tables import Cabinet, Operation
from tests.cabinet import NIR, numero, siren
from tests.journeys.command_line.command import Run, look

ONE, TWO = siren(1), siren(2)


@pytest.fixture
def clients(espace: Run) -> Run:
    """Give the command of a cabinet with two clients, the second not on urssaf.fr yet."""
    for number, more in ((1, ("--deja-inscrit",)), (2, ("--montant", "12,50"))):
        words = ("--siren", siren(number), "--regime", "general", "--compte", numero(number))
        named = ("--raison-sociale", f"CLIENT {number}", "--services", "dpae")
        done = espace("inscrire", *words, *named, *more)
        assert done.status == 0, done.err
    return espace


def row(run: Run, number: str) -> dict[str, object]:
    (found,) = run(
        "lister",
        "--recherche",
        number,
        "--report",
        "fait",
        "--report",
        "a_faire",
        "--report",
        "refuse",
        "--json",
    ).rows
    return found


def test_services_are_opened_and_closed_in_one_gesture(clients: Run, tmp_path: Path) -> None:
    done = clients("services", ONE, numero(2), "--ajouter", "paie", "--retirer", "dpae")
    assert done.status == 1
    assert "Service inconnu" in done.err
    done = clients("services", ONE, numero(2), "--ajouter", "attestations", "--retirer", "dpae")
    assert (done.status, done.err) == (0, "")
    assert done.out == "2\u00a0comptes modifiés. À faire sur urssaf.fr\u00a0: 2.\n"
    assert row(clients, ONE)["services"] == row(clients, TWO)["services"] == ["attestations"]
    again = clients("services", ONE, "--ajouter", "attestations")
    assert again.out == "Rien à changer\u00a0: 1\u00a0compte.\n"
    look(tmp_path)
    lots = [one.lot for one in Operation.select().where(Operation.verbe == "services")]
    assert len(lots) == 2
    assert len(set(lots)) == 1


def test_services_are_shown_and_may_be_known_on_urssaf(clients: Run) -> None:
    shown = clients("services", ONE)
    assert "[x] dpae" in shown.out
    assert "[ ] attestations" in shown.out
    known = clients("services", ONE, "--ajouter", "attestations", "--deja-ainsi", "--json")
    assert known.rows[0]["ecart"] == json.loads(
        '{"quoi": "aucun", "ouvrir": [], "fermer": [], "ajouter": [], "retirer": []}'
    )
    both = clients("services", ONE, "--ajouter", "dpae", "--retirer", "dpae")
    assert (both.status, "à la fois" in both.err) == (1, True)


def test_what_is_done_on_urssaf_is_said_and_what_it_refused(clients: Run) -> None:
    refused = clients("refuser", TWO, "--motif", "Compte introuvable")
    assert refused.out.startswith("1\u00a0compte refusé.")
    assert row(clients, TWO)["report"] == "refuse"
    done = clients("reporter", TWO, ONE)
    assert done.out.splitlines() == [
        "1\u00a0compte fait. À faire sur urssaf.fr\u00a0: 0.",
        "Rien à changer\u00a0: 1\u00a0compte.",
    ]
    assert clients("resilier", "--siren", TWO).status == 0
    gone = clients("reporter", TWO, "--json")
    assert (gone.status, gone.rows[0]["report"]) == (0, "fait")


def test_what_is_not_done_after_all_is_to_be_done_again(clients: Run) -> None:
    assert clients("reporter", TWO).status == 0
    assert row(clients, TWO)["report"] == "fait"
    again = clients("reporter", TWO, "--pas-fait")
    assert (again.status, again.err) == (0, "")
    assert again.out == "1\u00a0compte de nouveau à faire. À faire sur urssaf.fr\u00a0: 1.\n"
    to_do = row(clients, TWO)
    assert (to_do["report"], to_do["ecart"]["quoi"]) == ("a_faire", "inscrire")  # type: ignore[index]
    same = clients("reporter", TWO, "--pas-fait")
    assert same.out == "Rien à changer\u00a0: 1\u00a0compte.\n"
    assert row(clients, TWO) == to_do
    assert clients("annuler").status == 0
    assert row(clients, TWO)["report"] == "fait"
    assert clients("services", TWO, "--ajouter", "attestations").status == 0
    changed = row(clients, TWO)
    assert clients("reporter", TWO, "--pas-fait").out == same.out
    assert row(clients, TWO) == changed


@pytest.mark.parametrize("verb", ["services", "reporter", "refuser", "modifier"])
@pytest.mark.parametrize(
    ("client", "status", "said"),
    [
        (siren(9), 3, "n'est pas dans le portefeuille"),
        (numero(9), 3, "n'a ce numéro de compte"),
        ("00000000-0000-4000-8000-000000000009", 3, "n'est pas"),
        ("12", 1, "numéro de compte comporte"),
    ],
)
def test_a_client_that_is_not_there_is_told(
    clients: Run, verb: str, client: str, status: int, said: str
) -> None:
    found = clients(verb, client)
    assert (found.status, found.out) == (status, "")
    assert said in found.err


def test_only_what_an_option_says_is_changed(clients: Run) -> None:
    before = row(clients, ONE)
    done = clients("modifier", ONE, "--ville", "Savignac", "--etat", "radie", "--dossier", "D7")
    assert (done.status, done.err) == (0, "")
    after = row(clients, ONE)
    shop = {**before["comptes"][0], "ville": "Savignac", "etat": "radie"}  # type: ignore[index]
    changed = {"comptes": [shop], "code_dossier": "D7", "version": after["version"]}
    assert after == {**before, **changed}
    same = clients("modifier", ONE, "--ville", "Savignac")
    assert same.out.startswith("Déjà ainsi")
    assert row(clients, ONE) == after


def test_only_what_is_to_be_done_there_says_so(espace: Run) -> None:
    words = ("--siren", ONE, "--regime", "general", "--compte", numero(1), "--montant", "1")
    assert espace("inscrire", *words).status == 0
    for option, told in (("--note", ""), ("--montant", "À faire sur urssaf.fr.\n")):
        done = espace("modifier", ONE, option, "12")
        assert done.out.partition("\n")[2] == told, option


def test_a_client_of_several_comptes_is_asked_which(espace: Run) -> None:
    words = ("--siren", ONE, "--regime", "general", "--deja-inscrit", "--forcer")
    assert espace("inscrire", *words, "--compte", numero(1), "--compte", numero(2)).status == 0
    which = espace("modifier", ONE, "--ville", "DAX")
    assert (which.status, "--du-compte" in which.err) == (1, True)
    assert espace("modifier", ONE, "--ville", "DAX", "--du-compte", numero(2)[3:]).status == 0
    shops = row(espace, ONE)["comptes"]
    assert [one["ville"] for one in shops] == ["", "DAX"]  # type: ignore[attr-defined]
    other = espace("modifier", ONE, "--ville", "DAX", "--du-compte", numero(3))
    assert (other.status, "n'a pas ce numéro" in other.err) == (3, True)


def test_whose_client_it_is_may_be_changed(clients: Run) -> None:
    assert clients("modifier", ONE, "--responsable", "C.Durand").status == 0
    assert [one["siren"] for one in clients("lister", "--responsable", "c.durand", "--json").rows]
    assert clients("modifier", ONE, "--responsable", "-").status == 0
    assert clients("lister", "--responsable", "c.durand", "--json").rows == []
    nobody = clients("modifier", ONE, "--responsable", "personne")
    assert (nobody.status, "personne" in nobody.err) == (3, True)


def test_a_nir_is_read_from_the_input_and_never_said(espace: Run) -> None:
    words = ("--siren", ONE, "--regime", "artisan_commercant", "--compte", numero(1))
    assert espace("inscrire", *words, "--nir-stdin", typed=f"{NIR}\n").status == 0
    changed = espace("modifier", ONE, "--nir-stdin", "--json", typed=f"{NIR}\n")
    assert (changed.status, changed.err) == (0, "")
    wrong = espace("modifier", ONE, "--nir-stdin", typed="1 84 12\n")
    assert wrong.status == 1
    assert NIR not in changed.out + wrong.err


def test_a_siren_of_two_regimes_is_asked_which(clients: Run) -> None:
    words = ("--siren", ONE, "--regime", "artisan_commercant", "--compte", numero(3))
    assert clients("inscrire", *words, "--deja-inscrit").status == 0
    asked = clients("reporter", ONE)
    assert (asked.status, "--regime (" in asked.err) == (1, True)
    found = clients("services", ONE, "--regime", "artisan_commercant", "--json").rows
    assert [one["regime"] for one in found] == ["artisan_commercant"]
    none = clients("services", ONE, "--regime", "profession_liberale")
    assert none.status == 3


def test_one_that_is_left_is_named_and_the_others_are_changed(clients: Run) -> None:
    gone = row(clients, TWO)["uid"]
    assert clients("resilier", "--siren", TWO).status == 0
    done = clients("services", str(gone), ONE, "--ajouter", "attestations")
    assert (done.status, done.out[:9]) == (1, "1\u00a0compte ")
    assert "a été supprimé" in done.err
    assert row(clients, ONE)["services"] == ["dpae", "attestations"]


def test_the_message_to_a_client_is_written(clients: Run, tmp_path: Path) -> None:
    told = clients("message", ONE)
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith("Objet : votre espace en ligne Urssaf\n\nBonjour,\n")
    assert "du siren 000 000 018)" in told.out.replace("\u00a0", " ")
    assert told.out.endswith("\nCabinet Martin\n")
    look(tmp_path)
    Cabinet.update(nom="C\x1b]52;c;Zg==\x07").execute()
    assert not set(clients("message", ONE).out) & {"\x1b", "\x07"}


@pytest.mark.parametrize("back", [("reporter", TWO, "--pas-fait"), ("annuler",)])
def test_what_was_erased_is_said_by_who_takes_a_report_back(
    clients: Run, tmp_path: Path, back: tuple[str, ...]
) -> None:
    settings = tmp_path / "preuves.toml"
    settings.write_text("preuves = 0\n")
    erased = "Effacé, et à saisir de nouveau\u00a0: le montant ou le numéro de sécurité sociale."
    done = clients("--config", str(settings), "reporter", TWO)
    assert (done.status, erased in done.out) == (0, False)
    assert erased in clients(*back).out.splitlines()
