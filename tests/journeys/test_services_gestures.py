"""The panel when the base is slow, lost or changed by others: nothing lost, nothing misplaced."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from uuid import UUID

import pytest

from models.errors import StorageBusy, StorageFailure
from models.fiche import Fiche
from models.labels import Etat, Report, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from screens.flows.drafts import Draft
from screens.services_panel import ServicesPanel
from tests.cabinet import colleague_of, employeur, fill, numero
from tests.journeys.list_stage import Session, play
from tests.quiet import until

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

set_services = Portefeuille.set_services


@pytest.fixture
def answer_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the first change of services, and lose its answer."""
    failures, saving = [StorageFailure("Connexion perdue")], Draft.saving

    def lossy(self: Draft, verb: Callable[[], Fiche]) -> Callable[[], Fiche]:
        def save() -> Fiche:
            done = saving(self, verb)()
            if failures:
                raise failures.pop()
            return done

        return save

    monkeypatch.setattr(Draft, "saving", lossy)


class Busy:
    """A base that somebody else holds until `free`."""

    free = False

    def soon(self) -> None:
        """Let go in a moment."""
        asyncio.get_running_loop().call_later(0.3, setattr, self, "free", True)


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Busy:
    held = Busy()

    def waiting(
        self: Portefeuille,
        fiche: Fiche,
        services: frozenset[Service],
        *,
        operation: UUID | None = None,
    ) -> Fiche:
        if not held.free:
            raise StorageBusy("Le portefeuille est occupé.", "Annulation en cours.")
        return set_services(self, fiche, services, operation=operation)

    monkeypatch.setattr(Portefeuille, "set_services", waiting)
    return held


@pytest.mark.usefixtures("answer_lost")
def test_after_a_lost_answer_other_boxes_are_another_gesture(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)

    async def steps(session: Session) -> None:
        await session.press("m", "1", "ctrl+s", "2", "ctrl+s")
        assert "prise en compte" not in session.said
        assert "Non enregistré" in session.message

    play(ServicesPanel(inside, fiche), steps)


@pytest.mark.usefixtures("answer_lost")
def test_after_a_lost_answer_the_same_boxes_are_saved_once(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)

    async def steps(session: Session) -> None:
        await session.press("m", "1", "ctrl+s", "ctrl+s")
        assert "prise en compte" in session.said

    play(ServicesPanel(inside, fiche), steps)
    saved = inside.get(fiche.uid)
    assert saved.services == {Service.DPAE}
    assert saved.version == fiche.version + 1


@pytest.mark.usefixtures("answer_lost")
def test_after_a_lost_answer_resilier_is_another_gesture(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)

    async def steps(session: Session) -> None:
        await session.press("m", "1", "ctrl+s", "x", "o", "enter")
        assert isinstance(session.screen, ServicesPanel), "closed as if it had been removed"

    play(ServicesPanel(inside, fiche), steps)
    assert inside.get(fiche.uid).retire_le is None


@pytest.mark.usefixtures("answer_lost")
def test_after_a_lost_answer_the_next_account_is_really_saved(inside: Portefeuille) -> None:
    first, second = fill(inside, 2)

    async def steps(session: Session) -> None:
        await session.press("m", "1", "ctrl+s", "f8", "o", "enter", "1", "ctrl+s")
        assert "prise en compte" in session.said

    play(ServicesPanel(inside, first), steps)
    assert inside.get(second.uid).services == {Service.DPAE}


def test_keys_wait_for_a_saving_that_waits(inside: Portefeuille, busy: Busy) -> None:
    first, second = fill(inside, 2)

    async def steps(session: Session) -> None:
        busy.soon()
        await session.press("m", "1", "ctrl+s", "2", "f8", "ctrl+s")
        assert "prise en compte" in session.said
        await session.press("escape")

    play(ServicesPanel(inside, first), steps)
    assert inside.get(first.uid).services == {Service.DPAE}
    assert inside.get(second.uid).services == frozenset()


def test_echap_gives_up_a_saving_that_waits_and_keeps_the_boxes(
    inside: Portefeuille, busy: Busy
) -> None:
    (fiche,) = fill(inside, 1)

    async def steps(session: Session) -> None:
        await session.press("m", "1", "ctrl+s")
        waiting = "! Annulation en cours. Nouvel essai… Échap : abandonner."
        assert session.message.replace("\xa0", " ") == waiting
        await session.press("escape")
        await until(lambda: session.message == "! Le portefeuille est occupé. Annulation en cours.")
        busy.free = True
        await session.press()
        assert "[x]" in session.text
        assert inside.get(fiche.uid) == fiche
        await session.press("ctrl+s")
        assert "prise en compte" in session.said

    play(ServicesPanel(inside, fiche), steps)
    assert inside.get(fiche.uid).services == {Service.DPAE}


def test_a_removed_account_never_opens_in_modification(inside: Portefeuille) -> None:
    first, second = fill(inside, 2)
    inside.terminate(inside.report(second))
    to_report = Criteres(reports=frozenset({Report.A_FAIRE}))

    async def steps(session: Session) -> None:
        await session.press("f8")
        assert "Mode consultation" in session.text
        assert "Supprimé le" in session.text

    play(ServicesPanel(inside, first, criteres=to_report, modification=True), steps)


def test_a_conflict_stays_said_and_f5_keeps_both_changes(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)
    marc = colleague_of(inside, "Marc Petit", Role.COLLABORATEUR)
    marc.set_services(fiche, frozenset({Service.ATTESTATIONS}))

    async def steps(session: Session) -> None:
        await session.press("m", "2", "ctrl+s", "down")
        assert "Marc Petit" in session.message
        await session.press("f5")
        assert "+\xa0Déclaration de cotisations" in session.message
        await session.press("ctrl+s", "enter")

    play(ServicesPanel(inside, fiche), steps)
    assert inside.get(fiche.uid).services == {Service.ATTESTATIONS, Service.DECLARATION}


def test_a_question_about_changes_names_them_all(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)

    async def steps(session: Session) -> None:
        await session.press("m", "1", "2", "c", "escape")
        assert "+ DPAE, + Déclaration de cotisations, + Information de début" in session.said

    play(ServicesPanel(inside, fiche), steps)


@pytest.mark.parametrize("number", [1, 2, 3, 5])
@pytest.mark.played
def test_all_the_comptes_are_told_at_80x24(inside: Portefeuille, number: int) -> None:
    comptes = tuple(
        SaisieCompte(numero(rank), etat=Etat.RADIE, code_postal="09110", ville="SAVIGNAC")
        for rank in range(1, number + 1)
    )
    long_name = "SOCIETE CIVILE DE MOYENS DU VAL DE SAVIGNAC"
    saisie = employeur(1, raison_sociale=long_name, comptes=comptes)
    fiche = inside.enroll(saisie, forced=True)

    async def steps(session: Session) -> None:
        text = "\n".join(session.lines)
        assert "(Radié)  SOC" in text
        assert "(Régime Général) 09110 SAVIGNAC" in text
        assert text.count("(Radié)") == min(number, 2) - (number > 2)
        assert ("autres\xa0comptes" in text or "autres comptes" in text) == (number > 2)
        for words in (
            "il est conseillé de le supprimer",
            "›Modifier‹",
            "notifications contentieus",
        ):
            assert words in text

    play(ServicesPanel(inside, fiche), steps)


@pytest.mark.parametrize("number", [3, 4])
@pytest.mark.played
def test_what_has_room_is_told_whole(inside: Portefeuille, number: int) -> None:
    comptes = tuple(
        SaisieCompte(numero(rank), ville=f"VILLE {rank}") for rank in range(1, number + 1)
    )
    fiche = inside.enroll(employeur(1, comptes=comptes))

    async def steps(session: Session) -> None:
        assert f"VILLE {number}" in session.text
        assert "autres comptes" not in session.text
        await session.press("m")
        assert "notifications contentieuses" in session.text

    play(ServicesPanel(inside, fiche), steps)
