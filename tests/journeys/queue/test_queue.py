"""The queue: what waits for urssaf.fr, in the portal's order, and marking it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.labels import Regime, Report, Role, Service
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.tables import Inscription, Operation
from screens.accueil import AccueilScreen
from screens.etablissements import EtablissementsScreen
from screens.liste.filters import Filters
from screens.queue import QueueScreen
from tests.cabinet import NOON, colleague_of, employeur, fill, independant, inscribe, siren
from tests.journeys.list_stage import SMALL, Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
WAITS = Criteres(reports=frozenset({Report.A_FAIRE}))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def queue(portefeuille: Portefeuille) -> QueueScreen:
    return QueueScreen(portefeuille, Filters())


def waiting(portefeuille: Portefeuille) -> int:
    return portefeuille.page(WAITS).total or 0


@pytest.fixture
def mixed(portefeuille: Portefeuille) -> Portefeuille:
    """One client of each kind, the oldest inscribed last in the list."""
    portefeuille._now = lambda: NOON - timedelta(days=3)
    portefeuille.enroll(employeur(9))
    portefeuille._now = lambda: NOON
    portefeuille.enroll(employeur(1))
    changed = portefeuille.enroll(
        employeur(2, deja_inscrit=True, services=frozenset({Service.DPAE}))
    )
    portefeuille.set_services(changed, frozenset({Service.ATTESTATIONS}))
    portefeuille.terminate(portefeuille.enroll(employeur(3, deja_inscrit=True)))
    unknown = portefeuille.enroll(independant(4))
    Inscription.update(vu="inconnu", ecart="inconnu").where(Inscription.id == unknown.id).execute()
    portefeuille.enroll(employeur(5, deja_inscrit=True))
    return portefeuille


def test_what_waits_stands_in_the_order_of_the_portal(mixed: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        rows = [plain(line) for line in session.lines if "000 000" in plain(line)]
        for row, words in zip(
            rows,
            (
                ("BOULANGERIE 009", "Inscrire", "3 j"),
                ("BOULANGERIE 001", "Inscrire", "auj."),
                ("BOULANGERIE 002", "+ Attestations − DPAE"),
                ("(Supprimé) BOULANGERIE", "Résilier"),
                ("FAURE 004", "À vérifier"),
            ),
            strict=True,
        ):
            assert all(word in row for word in words), row
        assert "comptes 1 à 5 sur 5" in plain(session.text)

    play(queue(mixed), steps)


def test_my_dossiers_come_first_and_f_shows_all(inside: Portefeuille) -> None:
    me = inside.personnes()[0].uid
    for rank, responsable in enumerate((None, me, None), 1):
        inside.enroll(employeur(rank, responsable=responsable))

    async def steps(session: Session) -> None:
        assert "Mes dossiers" in plain(session.text)
        assert "1 compte" in plain(session.text)
        await session.press("f")
        assert "comptes 1 à 3 sur 3" in plain(session.text)
        await session.press("f")
        assert "BOULANGERIE 002" in session.cursor
        assert "BOULANGERIE 001" not in session.text

    play(queue(inside), steps)


def test_all_is_shown_where_nothing_of_mine_waits(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)

    async def steps(session: Session) -> None:
        assert "Tous les dossiers" in plain(session.text)
        assert "comptes 1 à 2 sur 2" in plain(session.text)

    play(queue(portefeuille), steps)


def test_the_facets_of_the_session_narrow_it_too(portefeuille: Portefeuille) -> None:
    inscribe(portefeuille, employeur(1), independant(2))
    regimes = frozenset({Regime.GENERAL, Regime.PROFESSION_LIBERALE})
    filters = Filters(Criteres(regimes=regimes))

    async def steps(session: Session) -> None:
        assert "Filtre : employeurs" in plain(session.text)
        assert "tout afficher)" in session.text, "it takes two rows"
        assert "FAURE" not in session.text
        await session.press("backspace")
        assert "FAURE" in session.text

    play(QueueScreen(portefeuille, filters), steps, size=SMALL)
    assert filters.criteres == Criteres()


def test_five_hundred_are_marked_in_twelve_keys_at_most(portefeuille: Portefeuille) -> None:
    inscribe(portefeuille, *map(employeur, range(1, 501)))
    keys = ("q", "asterisk", "r", *"500", "enter")
    assert len(keys) <= 12

    async def steps(session: Session) -> None:
        await session.press("g")
        await session.press(*keys)
        assert isinstance(session.screen, QueueScreen)
        assert "500 comptes faits sur urssaf.fr." in plain(session.message)
        assert "Tout est fait." in plain(session.text)

    play(AccueilScreen(portefeuille), steps)
    assert waiting(portefeuille) == 0
    done = Operation.select().where(Operation.verbe == "report")
    assert (done.count(), len({one.lot for one in done})) == (500, 1)


@pytest.mark.parametrize("ticks", [("space", "space"), ("asterisk",)])
def test_what_was_removed_here_is_ticked_and_done_too(
    portefeuille: Portefeuille, ticks: tuple[str, ...]
) -> None:
    for rank in (1, 2):
        portefeuille.terminate(portefeuille.enroll(employeur(rank, deja_inscrit=True)))

    async def steps(session: Session) -> None:
        await session.press(*ticks, "r")
        assert "résilier 2" in plain(session.said)
        await session.press("enter")
        assert "2 comptes faits sur urssaf.fr." in plain(session.message)

    play(queue(portefeuille), steps)
    assert waiting(portefeuille) == 0


def test_one_row_is_marked_refused_and_taken_back(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 3)

    async def steps(session: Session) -> None:
        await session.press("r", "enter")
        assert "Fait sur urssaf.fr : BOULANGERIE 001." in plain(session.message)
        await session.press("down", "n", "enter", *"hors delai", "enter")
        assert "Refusé" in session.cursor
        await session.press("f5")
        assert "1 compte" in plain(session.text)
        await session.press("u", "enter")
        assert "comptes 1 à 2 sur 2" in plain(session.text)

    play(queue(portefeuille), steps)
    assert waiting(portefeuille) == 2


def test_a_letter_closes_the_question_and_changes_nothing(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)

    async def steps(session: Session) -> None:
        for key in "rnu":
            await session.press(key, "t")
            assert isinstance(session.screen, QueueScreen)

    play(queue(portefeuille), steps)
    assert waiting(portefeuille) == 2


def test_who_consults_marks_nothing(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)
    reader = colleague_of(portefeuille, "Sophie Leroy", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        for key in ("r", "n", "u", "space", "asterisk"):
            await session.press(key)
            assert "consultation seulement" in plain(session.message)

    play(queue(reader), steps)
    assert waiting(portefeuille) == 2


def test_its_door_is_on_the_list_and_on_accueil(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 1)

    async def steps(session: Session) -> None:
        for way in (("q",), ("escape", "g", "q")):
            await session.press(*way)
            assert session.screen.TITLE == QueueScreen.TITLE
        await session.press("escape")
        assert session.screen.TITLE == EtablissementsScreen.TITLE

    play(AccueilScreen(portefeuille), steps)


def test_a_small_window_keeps_what_is_to_be_clicked(mixed: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("down", "down")
        assert siren(2)[:3] in session.cursor
        assert "case" in plain(session.cursor)
        assert "auj." in session.cursor

    play(queue(mixed), steps, size=SMALL)


def test_each_kind_is_counted_on_accueil_and_opened(mixed: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        said = plain(session.text)
        for words in ("2 à inscrire", "1 à changer", "1 à résilier", "1 à vérifier"):
            assert words in said
        await session.press("tab", "down", "enter")
        assert isinstance(session.screen, QueueScreen)
        assert "+ Attestations" in session.cursor
        assert "Filtre : à changer" in plain(session.text)
        await session.press("backspace")
        assert "comptes 1 à 5 sur 5" in plain(session.text)

    play(AccueilScreen(mixed), steps)
