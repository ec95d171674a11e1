"""The fiche from a fresh home, by keys alone, in a terminal; then the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.access.espace import open_vault
from models.labels import Service
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from models.tables import Cabinet, Compte, Inscription, Utilisateur
from models.tables.inscription import services_of
from tests.cabinet import NIR, gerant, inscribe, numero, siren
from tests.pseudo_terminal import ENTER, ESCAPE, TAB, PseudoTerminal, paste
from tests.terminal.program import LOGIN, PASSWORD, Home
from tests.tries import times
from tests.zygote import Zygote

pytestmark = pytest.mark.terminal

DOWN = "\x1b[B"
SAVE = "\x13"
QUIT = "\x11"
MOUSE_ON, MOUSE_OFF = b"\x1b[?1000h\x1b[?1006h", b"\x1b[?1000l\x1b[?1006l"
CURSOR_ON, CURSOR_OFF = b"\x1b[?25h", b"\x1b[?25l"
RIGHT = "\x1b[C"
F8, F12 = "\x1b[19~", "\x1b[24~"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def cabinet(home: Home) -> Home:
    home.create_espace()
    return home


def sign_in(terminal: PseudoTerminal) -> None:
    terminal.wait_for("Je me connecte")
    terminal.send(LOGIN)
    terminal.wait_for("Bonjour Claire Durand")


def to_the_list(terminal: PseudoTerminal) -> None:
    sign_in(terminal)
    terminal.send("g")
    terminal.wait_for("Inscrire d'autres comptes")
    terminal.wait_until_idle()


def quit_program(terminal: PseudoTerminal) -> None:
    terminal.send(QUIT)
    assert terminal.wait() == 0


def inscriptions(home: Home) -> list[Inscription]:
    return home.look(lambda: list(Inscription.select().order_by(Inscription.id)))


@pytest.mark.carte
def test_the_fiche_whole_from_a_fresh_home(home: Home) -> None:
    with home.screens() as terminal:
        terminal.wait_for("Créer votre espace en ligne")
        terminal.wait_for("Nom du cabinet")
        terminal.wait_until_idle()
        terminal.send(
            f"Cabinet Martin{ENTER}{ENTER}c.durand{ENTER}Claire Durand{ENTER}"
            f"{PASSWORD}{ENTER}{PASSWORD}{ENTER}"
        )
        terminal.wait_for("À imprimer")
        terminal.send(f"note{ENTER}")
        terminal.wait_for("Espace créé")
        quit_program(terminal)
    assert home.key.stat().st_mode & 0o777 == 0o400


def test_login_in_one_packet_each_time(cabinet: Home) -> None:
    for _ in range(times(5)):
        with cabinet.screens() as terminal:
            terminal.wait_for("Je me connecte")
            terminal.send(f"{LOGIN}g")
            terminal.wait_for("Inscrire d'autres comptes")
            quit_program(terminal)


def test_three_clients_are_inscribed_by_keys(cabinet: Home, zygote: Zygote) -> None:
    with cabinet.forked_screens(zygote) as terminal:
        to_the_list(terminal)
        terminal.send(f"a{siren(1)}{ENTER}e1 234,56{ENTER}{numero(1)}{SAVE}")
        terminal.wait_for("a bien été prise en compte")
        terminal.send(ENTER)
        terminal.wait_for("Incitez votre client")
        terminal.send(f"a{siren(2)}{ENTER}t{NIR}{ENTER}{numero(2)}{SAVE}")
        terminal.wait_for("a bien été prise en compte")
        terminal.send(ENTER)
        terminal.wait_for("Incitez votre client")
        terminal.send(f"g{numero(3)}{ENTER}{SAVE}")
        terminal.wait_for("a bien été prise en compte")
        terminal.send(ENTER)
        terminal.wait_for("Compte Gérant Majoritaire")
        quit_program(terminal)
        assert NIR[-6:] not in terminal.text().replace("\xa0", "")
    rows = inscriptions(cabinet)
    assert [row.regime for row in rows] == ["general", "artisan_commercant", "gerant_majoritaire"]
    assert rows[0].montant_centimes == 123456
    assert rows[1].nir is not None
    numbers = cabinet.look(lambda: [c.numero_compte for c in Compte.select().order_by(Compte.id)])
    assert numbers == [numero(1), numero(2), numero(3)]


def fill(home: Home, count: int) -> None:
    """Inscribe clients in the base."""

    def write() -> None:
        cabinet = Cabinet.get()
        vault = open_vault(cabinet, MainKey.load(home.key))
        inside = Portefeuille(cabinet, Utilisateur.get(), vault)
        named = {rank: f"CLIENT {rank:02d}" for rank in range(1, count + 1)}
        inscribe(inside, *(gerant(rank, raison_sociale=name) for rank, name in named.items()))

    home.look(write)


def test_services_search_paging_and_removal_by_keys(cabinet: Home, zygote: Zygote) -> None:
    fill(cabinet, 12)
    with cabinet.forked_screens(zygote) as terminal:
        to_the_list(terminal)
        terminal.wait_for("CLIENT 01")
        terminal.send("s")
        terminal.wait_for("CLIENT 12")
        terminal.send("p")
        terminal.wait_for("CLIENT 01")
        terminal.send(f"/client 07{ENTER}m16{SAVE}")
        terminal.wait_for("a bien été prise en compte")
        terminal.send(ENTER)
        terminal.wait_until_idle()
        terminal.send(f"{ESCAPE}")
        terminal.wait_until_idle()
        terminal.send(f"/client 03{ENTER}xo{ENTER}")
        terminal.wait_for("Inscription supprimée")
        quit_program(terminal)
    rows = {row.raison_sociale: row for row in inscriptions(cabinet)}
    assert services_of(rows["CLIENT 07"].services) == {Service.DPAE, Service.ATTESTATIONS}
    assert [name for name, row in rows.items() if row.retire_le] == ["CLIENT 03"]


def test_x_o_and_enter_in_one_packet_five_times(cabinet: Home, zygote: Zygote) -> None:
    fill(cabinet, 5)
    with cabinet.forked_screens(zygote) as terminal:
        to_the_list(terminal)
        for rank in range(1, 6):
            terminal.send(f"xo{ENTER}")
            terminal.wait_for(f"…{numero(rank)[8:]}, CLIENT")
        quit_program(terminal)
    assert all(row.retire_le for row in inscriptions(cabinet))


def test_x_then_anything_else_removes_nothing(cabinet: Home, zygote: Zygote) -> None:
    fill(cabinet, 1)
    with cabinet.forked_screens(zygote) as terminal:
        to_the_list(terminal)
        for keys in (f"x{ENTER}", "xn", "xx", "xo\x1b", "xon", "xo xo ", f"x{TAB}"):
            terminal.send(keys)
            terminal.wait_until_idle()
            terminal.send(ESCAPE if keys.endswith(TAB) else "")
            terminal.wait_until_idle()
        quit_program(terminal)
    assert not any(row.retire_le for row in inscriptions(cabinet))


def test_a_search_in_one_packet_five_times(cabinet: Home, zygote: Zygote) -> None:
    fill(cabinet, 5)
    with cabinet.forked_screens(zygote) as terminal:
        to_the_list(terminal)
        for rank in range(1, 6):
            terminal.send(f"/client 0{rank}{ENTER}")
            terminal.wait_for("1\xa0compte ·")
            shown = [row for row in terminal.screen() if "CLIENT 0" in row]
            assert len(shown) == 1
            assert f"CLIENT 0{rank}" in shown[0]
            terminal.send(ESCAPE)
            terminal.wait_for("sur 5")
            terminal.wait_until_idle()
        quit_program(terminal)
    assert not any(row.retire_le for row in inscriptions(cabinet))


def test_a_letter_that_opens_the_form_then_pastes_and_tabs_each_time(
    cabinet: Home, zygote: Zygote
) -> None:
    with cabinet.forked_screens(zygote) as terminal:
        to_the_list(terminal)
        for rank in range(1, times(5) + 1):
            amount, number = paste("1 234,56 €"), paste(numero(rank))
            terminal.send(f"a{paste(siren(rank))}{ENTER}e{amount}{TAB}{number}{SAVE}")
            terminal.wait_for("a bien été prise en compte")
            terminal.send(ENTER)
            terminal.wait_for("Incitez votre client")
            terminal.wait_until_idle()
        quit_program(terminal)
    rows = inscriptions(cabinet)
    assert [row.siren for row in rows] == [siren(rank) for rank in range(1, times(5) + 1)]
    assert {row.montant_centimes for row in rows} == {123456}


def test_three_hundred_characters_at_once_each_time(cabinet: Home, zygote: Zygote) -> None:
    with cabinet.forked_screens(zygote) as terminal:
        to_the_list(terminal)
        for rank in range(times(5)):
            terminal.send("/" + str(rank) + "dupond " * 43)
            terminal.wait_for("Ce champ contient 200")
            terminal.send(ESCAPE)
            terminal.wait_until_idle()
            terminal.send(ESCAPE)
            terminal.wait_until_idle()
        quit_program(terminal)


def test_a_hang_up_ends_the_program_and_loses_nothing(cabinet: Home) -> None:
    fill(cabinet, 1)
    with cabinet.screens() as terminal:
        to_the_list(terminal)
        terminal.hang_up()
        assert terminal.process.wait(10) in (129, -1)
    assert len(inscriptions(cabinet)) == 1


def test_hostile_text_already_in_the_base_never_reaches_the_terminal(
    cabinet: Home, zygote: Zygote
) -> None:
    fill(cabinet, 1)
    evil = "[@click=app.quit]X[/]\x1b]52;c;ZXZpbA==\x07\x9b31m\u202eRTL[/red]"
    change = Inscription.update(raison_sociale=evil, cle_nom="a", note=evil, code_dossier="\x1b[2J")
    cabinet.look(change.execute)
    with cabinet.forked_screens(zygote) as terminal:
        to_the_list(terminal)
        for keys in ("v", ENTER, "d", ESCAPE, ESCAPE, "x", ESCAPE, "y", ESCAPE):
            terminal.send(keys)
            terminal.wait_until_idle()
        assert "[@click=app.quit]X[/]" in terminal.raw.decode("utf-8", "replace")
        quit_program(terminal)
    for raw in (b"\x1b]52;c;ZXZpbA", b"\xc2\x9b", "\u202e".encode(), b"\x1b[2J\x1b[2J"):
        assert raw not in terminal.raw


def test_the_environment_changes_nothing(cabinet: Home, tmp_path: Path) -> None:
    evil = dict.fromkeys(("TEXTUAL_DRIVER", "BROWSER"), "evil:X")
    log = {"TEXTUAL_PRESS": "ctrl+q", "TEXTUAL_LOG": str(tmp_path / "log")}
    with cabinet.screens(env={**evil, **log}) as terminal:
        sign_in(terminal)
        quit_program(terminal)
    assert not (tmp_path / "log").exists()


def test_a_terminal_that_cannot_draw_is_refused_with_a_sentence(cabinet: Home) -> None:
    with cabinet.screens(term="dumb") as terminal:
        assert terminal.wait() == 1
        assert "TERM" in terminal.text()


def test_the_demonstration_keeps_nothing(home: Home) -> None:
    with home.screens("--demo") as terminal:
        terminal.wait_for("Bonjour Claire Durand")
        terminal.wait_for("les comptes sont fictifs, rien n'est gardé.")
        terminal.wait_for("Visite 1/10")
        terminal.send("g")
        terminal.wait_for("sur 248")
        assert MOUSE_ON not in terminal.raw
        # Signes, for a reader: the cursor is shown, until one gives up.
        assert CURSOR_ON not in terminal.raw
        terminal.send(f"\x0f{DOWN}{RIGHT * 4}")
        terminal.wait_for("sans cadre ni repère")
        assert terminal.raw.count(CURSOR_ON) == 1
        hidden = terminal.raw.count(CURSOR_OFF)
        terminal.send(F12)
        terminal.wait_for("Rien n'est changé")
        assert terminal.raw.count(CURSOR_OFF) == hidden + 1
        # Souris, in the choices; then the last row of the foot tells where F1 is.
        terminal.send(f"\x0f{DOWN * 4}{RIGHT}{SAVE}")
        terminal.wait_for("Vos réglages sont enregistrés.")
        assert MOUSE_ON in terminal.raw
        assert b"\x1b[?1003h" not in terminal.raw
        terminal.send("\x1b[<0;2;24M\x1b[<0;2;24m")
        terminal.wait_for("Échap Fermer")
        quit_program(terminal)
    assert terminal.raw.index(MOUSE_OFF) > terminal.raw.index(MOUSE_ON)
    assert not home.base.exists()
