"""One client of the queue: its values bare, and one key to mark it and go on."""

from __future__ import annotations

from uuid import uuid4

import pytest

from models.labels import Report, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from models.tables import Operation
from screens.liste.filters import Filters
from screens.queue import QueueScreen
from screens.queue_fiche import QueueFiche
from tests.cabinet import (
    NIR,
    colleague_of,
    employeur,
    fill,
    gerant,
    independant,
    inscribe,
    numero,
    siren,
)
from tests.journeys.list_stage import SMALL, Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
DPAE, ATTESTATIONS = frozenset({Service.DPAE}), frozenset({Service.ATTESTATIONS})


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def queue(portefeuille: Portefeuille) -> QueueScreen:
    return QueueScreen(portefeuille, Filters())


def left(portefeuille: Portefeuille) -> int:
    return portefeuille.page(Criteres(reports=frozenset({Report.A_FAIRE}))).total or 0


def shown(session: Session) -> list[str]:
    """Give the lines between the client and the foot, without their margin."""
    return [line.strip(" ›") for line in session.lines[3:-2] if line.strip(" ›")]


def test_each_value_of_an_employer_stands_bare_on_its_line(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1, services=DPAE | ATTESTATIONS))

    async def steps(session: Session) -> None:
        await session.press("enter")
        assert shown(session) == [
            *("Siren", siren(1)),
            *("Montant à payer déclaré sur la dernière déclaration", "1234,56"),
            *("Numéro de compte employeur", numero(1)),
            *("Cases à cocher", "DPAE", "Attestations"),
        ]

    play(queue(portefeuille), steps)


def test_a_nir_is_masked_until_the_journal_says_who_asked(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(independant(1))

    async def steps(session: Session) -> None:
        await session.press("enter")
        assert NIR not in session.text
        await session.press("down", "y")
        assert "F3" in session.message
        await session.press("f3")
        assert NIR in shown(session)
        await session.press("f5")
        assert NIR not in session.text

    app = play(queue(portefeuille), steps)
    assert NIR not in app.clipboard
    assert [one.verbe for one in Operation.select()].count("reveler_nir") == 1


def test_a_gerant_is_known_by_his_number_and_his_name(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(gerant(1))

    async def steps(session: Session) -> None:
        await session.press("enter")
        assert shown(session) == ["Numéro de compte", numero(1), "Nom et prénom", "LEGRAND 001"]

    play(queue(portefeuille), steps)


def test_a_change_says_its_boxes_and_its_comptes(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1, deja_inscrit=True, services=DPAE, montant=""))
    comptes = (SaisieCompte(numero(1)), SaisieCompte(numero(2)))
    typed = employeur(1, comptes=comptes, services=ATTESTATIONS, montant="")
    portefeuille.edit(fiche, typed)

    async def steps(session: Session) -> None:
        await session.press("enter")
        assert shown(session) == [
            *("Siren", siren(1)),
            *("Cases à cocher", "Attestations"),
            *("Cases à décocher", "DPAE"),
            *("Compte à ajouter", numero(2)),
        ]

    play(queue(portefeuille), steps)


def test_a_removal_says_whom_to_remove(portefeuille: Portefeuille) -> None:
    portefeuille.terminate(portefeuille.enroll(employeur(1, deja_inscrit=True)))

    async def steps(session: Session) -> None:
        await session.press("enter")
        assert "Résilier : BOULANGERIE 001" in plain(session.text)
        assert shown(session) == ["Siren", siren(1), "Numéro de compte employeur", numero(1)]

    play(queue(portefeuille), steps)


def test_y_sends_the_value_bare(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1))

    async def steps(session: Session) -> None:
        await session.press("enter", "down", "y")
        assert "double-cliquez" in session.message

    assert play(queue(portefeuille), steps).clipboard == "1234,56"


def test_one_key_marks_it_and_opens_the_next(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 3)

    async def steps(session: Session) -> None:
        await session.press("down", "enter", "ctrl+s")
        assert session.screen.TITLE == QueueFiche.TITLE
        assert "Fait : BOULANGERIE 002." in plain(session.message)
        assert "Inscrire : BOULANGERIE 003" in plain(session.text)
        await session.press("ctrl+s")
        # After the last, what was left before it.
        assert "Inscrire : BOULANGERIE 001" in plain(session.text)
        await session.press("ctrl+s")
        assert session.screen.TITLE == QueueScreen.TITLE
        assert "Tout est fait." in plain(session.message)

    play(queue(portefeuille), steps)
    assert left(portefeuille) == 0


def test_keys_typed_ahead_mark_one_each(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 4)

    async def steps(session: Session) -> None:
        await session.press("enter", "ctrl+s", "ctrl+s", "ctrl+s")
        assert "Inscrire : BOULANGERIE 004" in plain(session.text)

    play(queue(portefeuille), steps)
    assert left(portefeuille) == 1


def test_u_takes_the_last_one_back(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)

    async def steps(session: Session) -> None:
        await session.press("enter", "ctrl+s", "u")
        assert left(portefeuille) == 1
        await session.press("enter")
        assert left(portefeuille) == 2

    play(queue(portefeuille), steps)


def test_pages_turn_without_marking(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 3)

    async def steps(session: Session) -> None:
        await session.press("enter", "pagedown", "pagedown", "pagedown")
        assert "dernier" in session.message
        await session.press("pageup")
        assert "BOULANGERIE 002" in session.text
        await session.press("escape")
        assert "BOULANGERIE 002" in session.cursor

    play(queue(portefeuille), steps)
    assert left(portefeuille) == 3


def test_what_the_portal_refused_is_kept_with_its_motif(portefeuille: Portefeuille) -> None:
    (first, _) = inscribe(portefeuille, employeur(1), employeur(2))

    async def steps(session: Session) -> None:
        await session.press("enter", "n", "enter", *"hors delai", "enter")
        assert "Refusé par urssaf.fr : BOULANGERIE 001." in plain(session.message)
        assert "Inscrire : BOULANGERIE 002" in plain(session.text)

    play(queue(portefeuille), steps)
    assert portefeuille.get(first.uid).report_motif == "hors delai"


def test_what_a_colleague_changed_is_not_marked(portefeuille: Portefeuille) -> None:
    (fiche,) = fill(portefeuille, 1)

    async def steps(session: Session) -> None:
        await session.press("enter")
        portefeuille.set_services(fiche, ATTESTATIONS)
        await session.press("ctrl+s")
        assert "F5" in session.message
        assert left(portefeuille) == 1
        await session.press("f5")
        assert "Attestations" in session.text
        await session.press("ctrl+s")

    play(queue(portefeuille), steps)
    assert left(portefeuille) == 0


def test_what_a_colleague_has_open_says_so_until_it_closes(portefeuille: Portefeuille) -> None:
    first, second = fill(portefeuille, 2)
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    elsewhere = marc.presences.elsewhere

    async def steps(session: Session) -> None:
        marc.presences.tell(uuid4(), second.uid)
        await session.press("f5")
        assert "ouvert par Marc Petit" in session.text
        await session.press("enter")
        assert elsewhere([first.uid, second.uid]) == {first.uid: "Claire Durand"}
        await session.press("pagedown")
        assert "Ouvert aussi par Marc Petit" in session.text
        await session.resize(*SMALL)
        assert "Régime Général" in session.text, "on a row of its own"
        assert elsewhere([first.uid, second.uid]) == {second.uid: "Claire Durand"}
        # It keeps nobody from anything.
        await session.press("ctrl+s", "escape")
        assert elsewhere([first.uid, second.uid]) == {}

    play(queue(portefeuille), steps)
    assert left(portefeuille) == 1
