"""`importer`: a table from a file or a pipe, looked at, inscribed, its rejects imported again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from models.storage.opening import close_database
from models.tables import Compte, Inscription, Operation
from tests.cabinet import NIR, numero, siren
from tests.journeys.command_line.command import Answer, Run, look

TABLES = Path(__file__).parents[2] / "data" / "tableaux"
TITLES = "Code dossier;Raison sociale;Siren;N° compte;Montant;Type"


def table(tmp_path: Path, *lines: str, titles: str = TITLES) -> str:
    path = tmp_path / "clients.csv"
    path.write_text("\n".join([titles, *lines, ""]), "utf-8")
    return str(path)


def employer(rank: int, **cells: str) -> str:
    known = {"siren": siren(rank), "compte": numero(rank), "montant": "12,50", "type": "Employeur"}
    known |= cells
    names = [f"D{rank}", f"CLIENT {rank}", *(known[one] for one in ("siren", "compte"))]
    return ";".join([*names, known["montant"], known["type"]])


def inscribed(tmp_path: Path) -> list[str]:
    look(tmp_path)
    found = [str(row.siren) for row in Inscription.select().order_by(Inscription.siren)]
    close_database()
    return found


def verdicts(answer: Answer) -> list[str]:
    lines = answer.told["lignes"]
    assert isinstance(lines, list)
    return [one["verdict"] for one in lines]


@pytest.fixture
def run(espace: Run) -> Run:
    return espace


def test_a_trial_writes_nothing(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, employer(1), employer(2, type="TNS"))
    answer = run("importer", path, "--essai", "--json")
    assert (answer.status, verdicts(answer)) == (1, ["prete", "a_verifier"])
    assert answer.err == "1\u00a0ligne refusée ou à vérifier.\n"
    assert inscribed(tmp_path) == []


def test_what_is_ready_is_inscribed_in_one_lot_and_the_rest_goes_to_the_rejects(
    run: Run, tmp_path: Path
) -> None:
    path = table(tmp_path, employer(1), employer(2, type="TNS"), employer(3, montant="-4"), "")
    rejects = tmp_path / "rejets.csv"
    answer = run("importer", path, "--rejets", str(rejects))
    assert answer.status == 1
    assert str(rejects) in answer.err
    assert inscribed(tmp_path) == [siren(1)]
    titles, *lines = csv.reader(rejects.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert titles == ["Motif", *TITLES.split(";")]
    assert [line[1] for line in lines] == ["D2", "D3"]
    mended = rejects.read_text("utf-8").replace("TNS", "Artisan").replace("-4", "4")
    rejects.write_text(mended.replace("12,50", ""), "utf-8")
    again = run("importer", str(rejects), "--json")
    assert inscribed(tmp_path) == [siren(1), siren(3)]
    assert verdicts(again) == ["erreur", "prete"]
    look(tmp_path)
    lots = {row.lot for row in Operation.select().where(Operation.verbe == "inscrire")}
    close_database()
    assert len(lots) == 2


def test_the_same_table_again_is_there_already(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, *map(employer, (1, 2, 3)))
    assert run("importer", path).status == 0
    again = run("importer", path, "--json")
    assert (again.status, set(verdicts(again))) == (0, {"deja_inscrite"})


def test_several_lines_of_a_client_make_one_inscription(run: Run, tmp_path: Path) -> None:
    other = employer(1, compte=numero(11), montant="")
    path = table(tmp_path, employer(1), employer(2), other)
    answer = run("importer", path, "--json")
    assert answer.status == 0
    look(tmp_path)
    numbers = [str(row.numero_compte) for row in Compte.select().order_by(Compte.id)]
    close_database()
    assert sorted(numbers) == sorted([numero(1), numero(11), numero(2)])
    assert inscribed(tmp_path) == [siren(1), siren(2)]


def test_an_unusual_number_is_taken_when_forced_and_a_choice_never(
    run: Run, tmp_path: Path
) -> None:
    wrong = siren(1)[:-1] + str((int(siren(1)[-1]) + 1) % 10)
    path = table(tmp_path, employer(1, siren=wrong), employer(2, type="TNS", montant=""))
    answer = run("importer", path, "--forcer", "--deja-inscrits")
    assert answer.status == 1
    assert inscribed(tmp_path) == [wrong]
    assert run("importer", path, "--type", "artisan_commercant", "--deja-inscrit").status == 0
    assert inscribed(tmp_path) == sorted([wrong, siren(2)])


def test_a_column_is_told(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, f"{siren(1)};ZAZIE;{numero(1)}", titles="Siren;Machin;Compte")
    told = ("--colonne", "Machin=raison_sociale", "--colonne", "compte=-")
    answer = run("importer", path, "--type", "general", "--deja-inscrits", "--json", *told)
    assert answer.status == 0
    columns = answer.told["colonnes"]
    assert isinstance(columns, list)
    assert [one["pourquoi"] for one in columns] == ["titre", "choisie", "choisie"]
    look(tmp_path)
    row = Inscription.get()
    close_database()
    assert row.raison_sociale == "ZAZIE"
    missing = run("importer", path, "--colonne", "Truc=siren", "--essai")
    assert missing.status == 1
    assert "« Machin »".replace(" ", "\u00a0") in missing.err


@pytest.mark.parametrize("name", ["03-titre-au-dessus.xlsx", "06-cp1252.csv"])
def test_a_table_comes_through_a_pipe(run: Run, name: str) -> None:
    piped = run("importer", "-", "--essai", "--json", typed=(TABLES / name).read_bytes())
    assert piped.out == run("importer", str(TABLES / name), "--essai", "--json").out
    assert len(verdicts(piped)) >= 35


def test_rejects_never_replace_a_file(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, employer(1), employer(2, type="TNS"))
    answer = run("importer", path, "--rejets", path)
    assert answer.status == 1
    assert "existe déjà" in answer.err
    assert inscribed(tmp_path) == []


def test_the_table_to_fill_in_is_read_as_it_is(run: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "modele.xlsx")
    assert run("exporter", "--tableau-type", path).status == 0
    answer = run("importer", path, "--essai", "--json")
    assert (answer.status, verdicts(answer)) == (0, ["prete"])


def test_no_proof_is_asked_of_who_is_there_already(run: Run, tmp_path: Path) -> None:
    assert run("importer", table(tmp_path, employer(1))).status == 0
    again = run("importer", table(tmp_path, employer(1, montant="")), "--json")
    assert (again.status, verdicts(again)) == (0, ["deja_inscrite"])


def test_a_nir_is_never_kept_as_an_account_number(run: Run, tmp_path: Path) -> None:
    titles = "Raison sociale;Siren;Type;N° compte;NIR"
    right = f"PETIT;{siren(2)};Artisan;{numero(2)};{NIR}"
    wrong = f"FAURE;{siren(1)};Artisan;{NIR};{NIR}"
    answer = run("importer", table(tmp_path, right, wrong, titles=titles), "--forcer", "--json")
    assert verdicts(answer) == ["prete", "erreur"]
    assert NIR not in answer.out + answer.err
    assert inscribed(tmp_path) == [siren(2)]
