"""`importer --a-l-ecran`: a table is left for the screens, on which somebody goes on with it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from models.access.espace import open_vault
from models.access.main_key import load_main_key
from models.clock import now
from models.importation import report
from models.portefeuille import Portefeuille
from models.storage.opening import close_database
from models.tables import Brouillon, Utilisateur
from screens.accueil import AccueilScreen
from screens.importation.lines_screen import LignesScreen
from screens.importation.table_screen import ImportationScreen
from screens.windows.reprise import RepriseModal
from tests.cabinet import NIR, numero, siren
from tests.journeys.command_line.command import Run, Ssh, look, operations
from tests.journeys.form_stage import plain
from tests.journeys.list_stage import Session, Steps, play
from tests.quiet import until

TITLES = ("Dossier", "Siren", "N° compte", "Montant", "NIR", "Qui")
LINES = (
    ("D1", siren(11), numero(11), "12,00", "", "employeur"),
    ("D2", siren(12), numero(12), "", NIR, "artisan"),
    ("D3", "123456789", numero(13), "13,00", "", "employeur"),
    ("D4", siren(14), "", "", "", ""),
    ("", "", "", "", "", ""),
    ("D1", siren(11), numero(15), "12,00", "", "employeur"),
    ("D6", siren(16), numero(16), "", "", "employeur"),
)
LEFT = "importer - --a-l-ecran"
OPTIONS = ("", " --type profession_liberale --colonne Dossier=note --modele dsn --deja-inscrits")
Reading = Callable[[Steps], None]


def in_columns(*lines: tuple[str, ...]) -> str:
    return "".join(";".join(row) + "\n" for row in (TITLES, *lines))


def workbook() -> bytes:
    """Give the table as a spreadsheet has it."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet()
        for rank, row in enumerate((TITLES, *LINES)):
            sheet.write_row(rank, 0, row)
    return written.getvalue()


@pytest.fixture
def screens(tmp_path: Path) -> Reading:
    """Give what plays on the screens of m.petit, who signs in."""

    def run(steps: Steps) -> None:
        look(tmp_path)
        marc = Utilisateur.get(Utilisateur.identifiant == "m.petit")
        key = load_main_key(tmp_path / "xdg_config_home" / "portefeuille" / "cle-principale")
        inside = Portefeuille(marc.cabinet, marc, open_vault(marc.cabinet, key), now=now)
        play(AccueilScreen(inside), steps)
        close_database()

    return run


def lines_of(session: Session) -> object:
    """Give what the screen has of each line, as the command says it."""
    assert isinstance(session.screen, LignesScreen)
    importation = session.screen._importation
    assert importation.tableau is not None
    examens = [examen for _, examen in sorted(importation.examens.items())]
    return report.as_json(importation.tableau, examens, {})["lignes"]


@pytest.mark.parametrize("options", OPTIONS)
def test_what_is_left_is_taken_up_with_the_verdicts_of_the_import(
    ssh: Ssh, tmp_path: Path, screens: Reading, options: str
) -> None:
    assert ssh("m.petit", "modele garder DSN --services dpae").status == 0
    before, table = operations(tmp_path), workbook()
    direct = ssh("m.petit", f"importer - --essai --json{options}", typed=table).told["lignes"]
    left = ssh("m.petit", LEFT + options, typed=table)
    assert (left.status, left.err) == (0, "")
    read, *_, where, how = plain(left.out).splitlines()
    assert read.startswith("7 lignes lues : ")
    assert where == "Rien n'est inscrit : ce tableau attend Marc Petit."
    assert "« Reprendre » l'ouvre à l'écran" in how
    assert operations(tmp_path) == before

    async def resume(session: Session) -> None:
        assert isinstance(session.screen, RepriseModal)
        assert "Importation · 7 lignes" in plain(session.said)
        await session.press("enter")
        assert isinstance(session.screen, ImportationScreen)
        assert "Saisie reprise." in session.message
        await session.press("ctrl+s")
        assert lines_of(session) == direct
        await session.press("ctrl+s", "o", "enter", "l", "escape")
        await until(lambda: Brouillon.select().count() == 1)

    screens(resume)
    done = operations(tmp_path)[len(before) :]
    assert {one.who for one in done} == {"m.petit"}
    assert done[0].verbe == "inscrire"


def test_each_that_is_left_waits_beside_the_others(
    ssh: Ssh, tmp_path: Path, screens: Reading
) -> None:
    for number in (1, 2, 4):
        assert ssh("m.petit", LEFT, typed=in_columns(*LINES[:number])).status == 0
    assert ssh("c.durand", LEFT, typed=in_columns(LINES[0])).status == 0
    look(tmp_path)
    rows = list(Brouillon.select())
    assert len({row.session for row in rows}) == len({row.uid for row in rows}) == 4
    # A sealed table shows nothing of its clients.
    assert not any(siren(11).encode() in bytes(row.contenu) for row in rows)
    close_database()
    seen = []

    async def erase(session: Session) -> None:
        while isinstance(session.screen, RepriseModal):
            seen.append(plain(session.said))
            await session.press("x", "enter")
        assert isinstance(session.screen, AccueilScreen)

    screens(erase)
    # The last one is offered first, and those of the others are theirs.
    told = ["Importation · 4 lignes", "Importation · 2 lignes", "Importation · 1 ligne"]
    assert [one in there for one, there in zip(told, seen, strict=True)] == [True] * 3
    look(tmp_path)
    assert Brouillon.select().count() == 1
    close_database()


@pytest.mark.usefixtures("ssh")
def test_an_account_of_the_machine_says_for_whom(
    espace: Run, tmp_path: Path, screens: Reading
) -> None:
    (tmp_path / "clients.csv").write_text(in_columns(*LINES), "utf-8")
    words = ("importer", str(tmp_path / "clients.csv"), "--a-l-ecran")
    for more, status, said in (
        ((), 1, "dites à qui le laisser"),
        (("--identifiant", "personne"), 3, "Personne n'a l'identifiant"),
        (("--identifiant", "s.leroy"), 1, "consultation seulement"),
        (("--identifiant", "m.petit", "--colonne", "Age=note"), 1, "Age"),
        (("--identifiant", "m.petit", "--modele", "Paie"), 3, "Paie"),
    ):
        refused = espace(*words, *more)
        assert (refused.status, refused.out) == (status, ""), refused.err
        assert said in refused.err
    left = espace(*words, "--identifiant", "M.Petit", "--json")
    assert (left.status, left.err, left.told["lignes_lues"]) == (0, "", 7)

    async def there(session: Session) -> None:
        assert isinstance(session.screen, RepriseModal)
        await session.press("escape")

    screens(there)
    assert espace("utilisateur", "desactiver", "m.petit").status == 0
    closed = espace(*words, "--identifiant", "m.petit")
    assert (closed.status, "n'a plus d'accès" in closed.err) == (3, True)


def test_nothing_is_left_of_nothing_nor_to_somebody_else(ssh: Ssh, tmp_path: Path) -> None:
    table = in_columns(*LINES)
    empty = ssh("m.petit", LEFT, typed="\n")
    assert (empty.status, empty.out) == (3, "")
    other = ssh("m.petit", f"{LEFT} --identifiant c.durand", typed=table)
    assert (other.status, "qu'à soi" in other.err) == (1, True)
    assert ssh("m.petit", f"{LEFT} --identifiant M.PETIT", typed=table).status == 0
    look(tmp_path)
    assert Brouillon.select().count() == 1
    close_database()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--a-l-ecran --essai", "--essai ne va pas avec --a-l-ecran"),
        ("--a-l-ecran --forcer", "--forcer ne va pas avec --a-l-ecran"),
        ("--a-l-ecran --rejets r.csv", "--rejets ne va pas avec --a-l-ecran"),
        ("--identifiant m.petit", "--identifiant ID va avec --a-l-ecran"),
    ],
)
def test_what_does_not_go_together_is_said(run: Run, words: str, said: str) -> None:
    refused = run("importer", "-", *words.split())
    assert (refused.status, said in refused.err) == (2, True)
