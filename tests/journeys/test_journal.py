"""The journal on the screen: folded, unfolded, narrowed, undone and redone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.labels import Role, Service
from models.lot import LotServices
from models.portefeuille import Portefeuille
from models.saisie import typed
from models.services import Changement
from models.tables import Operation
from screens.etablissements import EtablissementsScreen
from screens.journal import JournalScreen
from screens.services_panel import ServicesPanel
from tests.cabinet import all_of, colleague_of, employeur, fill, with_service
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
DPAE = frozenset({Service.DPAE})


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def rows(session: Session) -> list[str]:
    return [plain(line).lstrip("› ") for line in session.lines if "12/06/2026 à" in plain(line)]


def test_a_lot_is_unfolded_to_what_each_operation_changed(portefeuille: Portefeuille) -> None:
    fiches = fill(portefeuille, 12)
    LotServices(portefeuille, fiches, Changement(opened=DPAE)).run()

    async def steps(session: Session) -> None:
        await session.press("j")
        assert "Services · 12 comptes" in plain(session.cursor)
        assert "Claire Durand" in session.cursor
        await session.press("enter")
        assert "BOULANGERIE 012" in session.cursor
        assert "Entrée Déplier" in session.text
        await session.press("down", "enter")
        assert "Déplier" not in session.text, "it holds nothing more"
        await session.press("enter")
        assert "Services · BOULANGERIE 011 · Claire Durand" in plain(session.said)
        assert "DPAE" in session.cursor
        assert "fermé" in session.cursor
        assert "ouvert" in session.cursor
        await session.press("escape")
        assert "BOULANGERIE 011" in session.cursor, "one comes back to the same line"
        await session.press("escape")
        assert "12 comptes" in plain(session.cursor)
        await session.press("escape")
        assert isinstance(session.screen, EtablissementsScreen)

    play(EtablissementsScreen(portefeuille), steps)


def test_what_changed_has_the_room_that_it_needs(portefeuille: Portefeuille) -> None:
    long = "ASSOCIATION DES AMIS DU VIEUX SAVIGNAC"
    (fiche,) = fill(portefeuille, 1)
    portefeuille.edit(fiche, replace(typed(fiche), raison_sociale=long))

    async def steps(session: Session) -> None:
        await session.press("enter")
        assert long in session.cursor, "three columns of one width would cut it"
        for width in (60, 200):
            await session.resize(width, 24)
            assert (long in session.cursor) is (width == 200)
            assert "BOULANGERIE 001" in session.cursor
            assert "Raison sociale" in session.cursor

    play(JournalScreen(portefeuille), steps)


def test_who_ran_the_command_line_is_read_whole(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.writing.author.unix_account", lambda: "unix:m.petit")
    line = Portefeuille(
        portefeuille._cabinet, None, portefeuille._vault, now=lambda: portefeuille.now
    )
    line.set_services(line.enroll(employeur(1, raison_sociale="BOULANGERIE DUPONT")), DPAE)

    async def steps(session: Session) -> None:
        await session.press("j")
        assert "  ligne de commande (m.petit)  Services · BOULANGERIE " in plain(session.cursor)
        assert session.app.size.width == 80

    play(EtablissementsScreen(portefeuille), steps)


def test_the_line_under_the_cursor_is_undone_then_redone(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    portefeuille.set_services(fiche, DPAE)
    portefeuille.enroll(employeur(2))

    async def steps(session: Session) -> None:
        await session.press("j", "down", "u")
        assert "Annuler le changement des services de 1 compte" in plain(session.said)
        assert "BOULANGERIE 001" in session.said
        await session.press("enter")
        assert "Annulé : le changement des services de 1 compte." in plain(session.message)
        assert portefeuille.get(fiche.uid).services == frozenset()
        assert "Services · annulé · BOULANGERIE 001" in plain(session.cursor)
        await session.press("u")
        assert "Déjà annulé le 12/06/2026" in plain(session.message)
        assert "par Claire Durand" in session.message
        await session.press("home", "u")
        assert "Annuler l'annulation (services) de 1 compte" in plain(session.said)
        await session.press("enter")

    play(EtablissementsScreen(portefeuille), steps)
    assert portefeuille.get(fiche.uid).services == DPAE


def test_it_is_narrowed_to_somebody_to_a_verb_and_to_days(portefeuille: Portefeuille) -> None:
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    fiches = fill(portefeuille, 3)
    marc.set_services(fiches[0], DPAE)
    marc.terminate(fiches[1])

    async def steps(session: Session) -> None:
        assert len(rows(session)) == 5
        await session.press("f", "down", "space", "enter")
        assert len(rows(session)) == 2
        assert "Marc Petit." in session.said
        await session.press("f", *["down"] * 6, "space", "enter")
        assert "Marc Petit, Suppression." in session.said
        assert [row.split(" · ")[1].strip() for row in rows(session)] == ["BOULANGERIE 002"]
        await session.press("backspace")
        assert len(rows(session)) == 5
        await session.press("f", "tab", *"31/02/2026", "tab", *"40/1/26", "enter")
        assert "« 31/02/2026 » n'est pas un jour" in session.message.replace("« ", "« ")
        assert len(session.screen.query("Field.-error")) == 2
        await session.press(*["backspace"] * 10, *"13/06/26", "tab", *["backspace"] * 7, "enter")
        assert rows(session) == []
        assert "depuis le 13/06/2026." in session.said
        await session.press("backspace")
        assert len(rows(session)) == 5

    play(JournalScreen(portefeuille), steps)


def test_pages_are_turned_both_ways(portefeuille: Portefeuille) -> None:
    for rank in range(1, 41):
        portefeuille.enroll(employeur(rank))

    async def steps(session: Session) -> None:
        first = rows(session)
        await session.press("s")
        second = rows(session)
        assert not set(first) & set(second)
        await session.press("up")
        assert rows(session) == first
        assert first[-1] in plain(session.cursor)
        assert "(s Plus ancien)" not in plain(session.text)
        await session.press("s", "s", "s", "s")
        assert "fin du journal" in session.message
        assert "(s Plus ancien)" in plain(session.text)
        await session.press("home", "home")
        assert rows(session) == first
        await session.press("p")
        assert "le plus récent" in session.message

    play(JournalScreen(portefeuille), steps)


def test_who_reads_only_may_look_and_not_undo(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    reader = colleague_of(portefeuille, "Lea Lectrice", Role.CONSULTATION)

    async def refused(session: Session) -> None:
        await session.press("u", "enter", "u")
        assert "consultation" in session.message

    async def of_another(session: Session) -> None:
        await session.press("u")
        assert "quelqu'un d'autre" in session.message

    play(JournalScreen(reader), refused)
    play(JournalScreen(marc), of_another)
    assert len(all_of(portefeuille)) == 2


@pytest.mark.parametrize("word", ["exploitation", "usine", "union", "restaurant", "nettoyage"])
@pytest.mark.played
def test_a_word_undoes_nothing(portefeuille: Portefeuille, word: str) -> None:
    LotServices(portefeuille, fill(portefeuille, 3), Changement(opened=DPAE)).run()
    before = Operation.select().count()

    async def steps(session: Session) -> None:
        await session.press(*word)
        await session.press("escape")

    play(JournalScreen(portefeuille), steps)
    assert len(with_service(portefeuille, Service.DPAE)) == 3
    assert Operation.select().count() == before


def test_a_client_has_its_own_from_the_panel(portefeuille: Portefeuille) -> None:
    fiches = fill(portefeuille, 3)
    LotServices(portefeuille, fiches, Changement(opened=DPAE)).run()

    async def steps(session: Session) -> None:
        await session.press("j")
        assert "BOULANGERIE 002 > Journal" in session.text
        assert len(rows(session)) == 2
        assert not any("BOULANGERIE" in row for row in rows(session)), "all of it is theirs"
        await session.press("u")
        assert "de 3 comptes" in plain(session.said), "a lot is undone whole"
        await session.press("enter", "escape")
        assert isinstance(session.screen, ServicesPanel)
        assert "Compte actualisé" in session.message

    play(ServicesPanel(portefeuille, fiches[1]), steps)
    assert not with_service(portefeuille, Service.DPAE)


def test_what_a_colleague_did_meanwhile_is_read_again(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)

    async def steps(session: Session) -> None:
        await session.press("down")
        marc.terminate(all_of(marc)[0])
        await session.press("f5")
        assert "Marc Petit" in rows(session)[0]
        assert "BOULANGERIE 001" in session.cursor, "the cursor stays on its line"

    play(JournalScreen(portefeuille), steps)


def test_a_modele_is_undone_from_the_list_and_redone_here(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 1)
    portefeuille.modeles.keep("Paie", DPAE)

    async def steps(session: Session) -> None:
        await session.press("u")
        asked = "Annuler l'enregistrement du modèle « Paie » ?"
        assert asked in plain(session.said)
        await session.press("enter")
        assert "Annulé : l'enregistrement du modèle « Paie »." in plain(session.message)
        assert portefeuille.modeles.all() == ()
        await session.press("j", "enter")
        assert plain(session.cursor).split() == ["›Paie", "1", "case"]
        await session.press("u", "enter")
        assert "Annulé" in plain(session.message)

    play(EtablissementsScreen(portefeuille), steps)
    assert [one.nom for one in portefeuille.modeles.all()] == ["Paie"]


async def look(session: Session) -> None:
    """Have the screen look at what others did, as it does every two seconds."""
    assert isinstance(session.screen, JournalScreen)
    assert session.screen.show_changes()
    await session.press()


def test_what_others_do_comes_by_itself_and_the_cursor_stays(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)

    async def steps(session: Session) -> None:
        await session.press("down")
        before = session.cursor
        portefeuille.enroll(employeur(3))
        await look(session)
        assert "BOULANGERIE 003" in session.text
        assert session.cursor == before
        for rank in range(4, 40):
            portefeuille.enroll(employeur(rank))
        session.screen.say("Une réponse.")  # type: ignore[attr-defined]
        assert not session.screen.show_changes(), "it is still to be told"  # type: ignore[attr-defined]
        assert session.message == "Une réponse."
        session.screen.foot.clear()  # type: ignore[attr-defined]
        await look(session)
        assert session.cursor == before
        assert "Un collègue vient d'ajouter à ce journal. F5" in plain(session.message)
        await session.press("f5")
        assert "BOULANGERIE 039" in session.text

    play(JournalScreen(portefeuille), steps)


def test_what_is_unfolded_stays_when_others_act(portefeuille: Portefeuille) -> None:
    fiches = fill(portefeuille, 3)
    LotServices(portefeuille, fiches, Changement(opened=DPAE)).run()

    async def steps(session: Session) -> None:
        await session.press("enter")
        before = session.text
        portefeuille.enroll(employeur(4))
        await look(session)
        assert session.text == before

    play(JournalScreen(portefeuille), steps)
