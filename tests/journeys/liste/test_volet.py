"""The panel beside the list of a wide window: whom it tells of, and that it is never behind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual.geometry import Size

from models.journal.journal import Journal
from models.journal.lines import Filtre, JournalPage
from models.labels import Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.tables import Inscription
from screens.etablissements import EtablissementsScreen
from screens.liste.paged_list import PagedList
from screens.services_panel import ServicesPanel
from screens.volet.beside import RULE, Beside
from screens.volet.volet import Volet
from tests.cabinet import NIR, colleague_of, employeur, fill, independant, inscribe, numero, siren
from tests.journeys.list_stage import SSH, Session, play
from tests.journeys.stage import WAITS
from tests.quiet import until
from tests.tries import in_full
from tui.demo import app as demonstration

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
LARGE, VAST, LOW = (120, 40), (200, 55), (120, 26)


def volet(session: Session) -> list[str]:
    """Give the lines of the panel, without their rule."""
    lines = session.lines
    shown = [lines[y].rpartition(RULE) for y in session.screen.query_one(Volet).region.line_range]
    assert {rule for _, rule, _ in shown} == {RULE}
    return [line.rstrip() for _, _, line in shown]


def box(session: Session, key: str) -> str:
    """Give what is drawn of one box."""
    shown = " ".join(volet(session)).replace("\xa0", " ").split()
    return shown[shown.index(key) + 1]


@pytest.mark.parametrize("size", [LOW, pytest.param(VAST, marks=in_full)], ids=str)
def test_the_panel_follows_the_cursor_and_the_base(
    inside: Portefeuille, size: tuple[int, int]
) -> None:
    first, *_ = fill(inside, 20)
    inside.set_services(first, frozenset({Service.DPAE, Service.COURRIEL_BIS}))

    async def steps(session: Session) -> None:
        assert volet(session)[0] == "BOULANGERIE 001 (SARL)"
        assert [box(session, key) for key in "12ab"] == ["✓", "✗", "✓", "✗"]
        await session.press("down")
        assert volet(session)[0] == "BOULANGERIE 002 (SARL)"
        assert {box(session, key) for key in "12ab"} == {"✗"}
        inside.set_services(inside.get(inside.page().fiches[1].uid), frozenset(Service))
        await session.press("f5")
        assert {box(session, key) for key in "123456789abcdef"} == {"✓"}
        await session.press("s")
        if size == VAST:
            return
        rank = session.screen.query_one(PagedList).rows.capacity + 2
        assert volet(session)[0] == f"BOULANGERIE {rank:03d} (SARL)"
        assert session.cursor.startswith(f"›BOULANGERIE {rank:03d}")
        await session.press("home", "slash", *"019")
        assert volet(session)[0] == "BOULANGERIE 019 (SARL)"
        await session.press(*"zz")
        assert set(volet(session)) == {""}
        await session.press("escape")
        assert volet(session)[0].startswith("BOULANGERIE ")

    play(EtablissementsScreen(inside), steps, size=size)


def test_a_filter_and_what_is_done_are_told_at_once(inside: Portefeuille) -> None:
    inscribe(inside, *(employeur(rank) for rank in range(1, 4)), reported=True)
    inside.set_services(inside.page().fiches[1], frozenset({Service.ATTESTATIONS}))

    async def steps(session: Session) -> None:
        await session.press("f", "r", "space", "enter")
        assert "Filtre : sans rien à faire" in session.text.replace("\xa0", " ")
        assert volet(session)[0] == "BOULANGERIE 001 (SARL)"
        await session.press("down")
        assert volet(session)[0] == "BOULANGERIE 003 (SARL)"
        await session.press("backspace", "up")
        assert volet(session)[0] == "BOULANGERIE 002 (SARL)"
        shown = volet(session)
        place = shown.index("À faire sur urssaf.fr\xa0:")
        assert shown[place + 1] == "+\xa0Attestations"
        assert any(line.endswith(" Services") or " Services · " in line for line in shown)
        await session.press("r", "enter")
        assert "+\xa0Attestations" not in volet(session)
        assert any(line.startswith("Fait sur urssaf.fr le ") for line in volet(session))
        assert any(" Fait sur urssaf.fr" in line for line in volet(session)[-8:])

    play(EtablissementsScreen(inside), steps, size=LARGE)


def test_no_number_of_a_person_is_in_the_panel(inside: Portefeuille) -> None:
    inside.enroll(independant(1))
    # No text may hold one any more; those of an older version may.
    Inscription.update(note=f"son numéro est {NIR}").execute()

    async def steps(session: Session) -> None:
        shown = "".join("".join(volet(session)).split())
        assert "Note:sonnuméroest" in shown
        assert NIR[:-2] not in shown

    play(EtablissementsScreen(inside), steps, size=LARGE)


def test_who_only_consults_is_not_told_who_did_what(inside: Portefeuille) -> None:
    fill(inside, 1)
    reader = colleague_of(inside, "Anne Lecture", Role.CONSULTATION)

    def told(expected: bool) -> object:
        async def steps(session: Session) -> None:
            assert volet(session)[0] == "BOULANGERIE 001 (SARL)"
            assert ("Dernières opérations" in volet(session)) is expected

        return steps

    for person, expected in ((inside, True), (reader, False)):
        play(EtablissementsScreen(person), told(expected), size=LARGE)  # type: ignore[arg-type]


def test_operations_come_once_the_cursor_rests(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(inside, 3)
    asked: list[str] = []
    page = Journal.page

    def counted(journal: Journal, filtre: Filtre, **how: Any) -> JournalPage:
        asked.extend(inside.called(uid) for uid in filtre.clients)
        return page(journal, filtre, **how)

    monkeypatch.setattr(Journal, "page", counted)
    monkeypatch.setattr(Volet, "wait", WAITS)
    monkeypatch.setattr("screens.volet.volet.REST", 0.3)

    async def steps(session: Session) -> None:
        await session.press("down", "down")
        await until(lambda: "Dernières opérations" in volet(session))
        assert asked[-1] == "BOULANGERIE 003"
        assert "BOULANGERIE 002" not in asked

    play(EtablissementsScreen(inside), steps, size=LARGE)


@pytest.mark.parametrize("key", ["v", pytest.param("", marks=in_full)], ids=str)
def test_cursor_and_ticks_are_kept_from_80_to_200_and_back(inside: Portefeuille, key: str) -> None:
    fill(inside, 5)

    async def steps(session: Session) -> None:
        await session.press(*filter(None, [key, "space", "space", "down"]))
        narrow = session.lines
        for size in (VAST, (120, 24), (119, 40)):
            await session.resize(*size)
            assert "BOULANGERIE 004" in session.cursor
            assert sum("✓" in line.partition(RULE)[0] for line in session.lines) == 2
            beside = session.screen.query_one(Volet).display
            assert beside is (size[0] >= LARGE[0])
            assert not beside or volet(session)[0] == "BOULANGERIE 004 (SARL)"
        await session.resize(80, 24)
        assert session.lines == narrow

    play(EtablissementsScreen(inside), steps)


def test_what_is_painted_before_the_panel_is_laid_out_is_drawn_again(inside: Portefeuille) -> None:
    fill(inside, 1)

    async def steps(session: Session) -> None:
        panel = session.screen.query_one(Volet)
        panel._laid_in = Size(0, 0)
        panel._ready.clear()
        panel.refresh()
        panel.render_lines(panel.size.region)
        Beside.on_resize(panel)
        drawn = panel.render_lines(panel.size.region)
        assert {line.cell_length for line in drawn} == {panel.size.width}

    play(EtablissementsScreen(inside), steps, size=LARGE)


def test_the_panel_stays_beside_the_boxes_it_opens(inside: Portefeuille) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        await session.press("down", "enter")
        assert volet(session)[:2] == [
            "BOULANGERIE 002 (SARL)",
            "Régime Général · 000\xa0000\xa0026",
        ]
        assert "Services en ligne" in session.text
        assert "Services en ligne" not in " ".join(volet(session))
        await session.press("s")
        assert volet(session)[0] == "BOULANGERIE 003 (SARL)"
        await session.press("m", "6", "d")
        for size in (SSH, VAST, LARGE):
            await session.resize(*size)
            shown = " ".join(session.lines)
            assert "*6 [x] Attestations" in shown
            assert "*d [x]›" in shown
            assert size == SSH or volet(session)[0] == "BOULANGERIE 003 (SARL)"
        await session.press("ctrl+s", "enter")
        assert "12/06/2026 Services" in " ".join(volet(session))
        await session.press("escape")
        assert session.cursor.startswith("›BOULANGERIE 003")
        assert [box(session, key) for key in "16d"] == ["✗", "✓", "✓"]
        await session.resize(*SSH)
        await session.press("up", "enter")
        await session.resize(*LARGE)
        for _ in ("beside the boxes", "beside the list"):
            assert volet(session)[0] == "BOULANGERIE 002 (SARL)"
            assert "Dernières opérations" in volet(session)
            if isinstance(session.screen, ServicesPanel):
                await session.press("escape")

    play(EtablissementsScreen(inside), steps, size=LARGE)


def test_a_long_name_and_many_comptes_are_told_or_counted(inside: Portefeuille) -> None:
    name = "SOCIETE D'EXPLOITATION DES ETABLISSEMENTS DUPONT ET FILS REUNIS"
    shops = tuple(SaisieCompte(numero(100 + rank), ville="LYON") for rank in range(7))
    inside.enroll(employeur(1, raison_sociale=name, comptes=shops))
    radie = replace(employeur(2), services=frozenset(Service))
    inside.enroll(radie)

    async def steps(session: Session) -> None:
        await session.press("end")
        shown = " ".join(volet(session)).replace("\xa0", " ")
        assert f"{name} (SARL)" in " ".join(shown.split())
        assert "… et 6 autres comptes" in shown
        here = volet(session).index("En ligne         Par courriel")
        await session.press("home")
        assert volet(session).index("En ligne         Par courriel") == here
        await session.resize(120, 24)
        assert "… et" not in " ".join(volet(session))
        assert box(session, "f") == "✓"
        assert siren(2)[-3:] in volet(session)[1]

    play(EtablissementsScreen(inside), steps, size=LARGE)


@in_full
@pytest.mark.parametrize("size", [LARGE, VAST], ids=str)
def test_no_row_asks_the_eye_to_cross_far(engine: object, size: tuple[int, int]) -> None:
    """Between a name and what follows it stand some forty blank cells at most."""
    widest: list[int] = []

    async def steps(session: Session) -> None:
        rows = session.screen.query_one(PagedList).rows
        for _ in range(248 // rows.capacity):
            for y in range(rows.region.y + 1, rows.region.bottom):
                shown = session.lines[y][1 : rows.size.width].rstrip()
                blanks = shown.replace("\xa0", ".").split("  ")
                run = best = 0
                for piece in blanks:
                    run = run + 2 if not piece else 0
                    best = max(best, run + 2)
                widest.append(best)
            await session.press("s")
        await session.press("v")

    with demonstration.opened() as portefeuille:
        play(EtablissementsScreen(portefeuille), steps, size=size)
    assert max(widest) <= 42
