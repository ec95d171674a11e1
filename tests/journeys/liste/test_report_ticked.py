"""`r` and `n` on what is ticked: all of it is marked, once confirmed, and nothing by itself."""

from __future__ import annotations

import pytest

from models.labels import Report, Role, ToDo
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.tables import Operation
from screens.etablissements import EtablissementsScreen
from screens.windows.nombre import NombreModal
from tests.cabinet import NIR, all_of, colleague_of, employeur, fill, independant
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
TO_DO = Criteres(reports=frozenset({Report.A_FAIRE}))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_all_that_is_ticked_is_done_at_once(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 3)
    portefeuille.enroll(employeur(9, deja_inscrit=True))

    async def steps(session: Session) -> None:
        await session.press("asterisk", "r")
        assert "Est-ce fait sur urssaf.fr pour 3 comptes" in plain(session.said)
        assert "inscrire 3" in plain(session.said)
        await session.press("t")
        assert len(portefeuille.page(TO_DO).fiches) == 3
        await session.press("r", "enter")
        assert "3 comptes faits sur urssaf.fr." in plain(session.message)
        assert "coché" not in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert all(fiche.ecart is ToDo.AUCUN for fiche in all_of(portefeuille))
    done = Operation.select().where(Operation.verbe == "report")
    assert (done.count(), len({one.lot for one in done})) == (3, 1)


@pytest.mark.parametrize("clients", [2, 11], ids=["asked", "typed"])
def test_the_proofs_that_go_are_said_first(portefeuille: Portefeuille, clients: int) -> None:
    for rank in range(1, clients):
        portefeuille.enroll(employeur(rank))
    portefeuille.enroll(independant(clients))

    async def steps(session: Session) -> None:
        await session.press("asterisk", "r")
        said = " ".join(plain(session.said).split())
        montants = f"{clients - 1} compte{'s' if clients > 2 else ''}"
        assert "Sera effacé dans 24 h, car gardé seulement pour l'inscription" in said
        assert f"le montant ({montants}) et le numéro de sécurité sociale (1 compte)." in said
        await session.press("escape", "n")
        assert "effacé" not in session.said, "what is refused is still to be typed there"

    play(EtablissementsScreen(portefeuille), steps)


def test_beyond_ten_their_number_is_typed(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 12)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "r")
        assert isinstance(session.screen, NombreModal)
        await session.press("1", "1", "enter")
        assert portefeuille.page(TO_DO).total == 12
        await session.press("1", "2", "enter")
        assert "12 comptes faits sur urssaf.fr." in plain(session.message)

    play(EtablissementsScreen(portefeuille), steps)
    assert portefeuille.page(TO_DO).total == 0


def test_one_motif_is_kept_of_all_that_were_refused(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "n", "enter", *"hors delai", "enter")
        assert "2 comptes refusés par urssaf.fr." in plain(session.message)

    play(EtablissementsScreen(portefeuille), steps)
    assert {fiche.report_motif for fiche in all_of(portefeuille)} == {"hors delai"}


def test_a_motif_that_may_not_be_kept_stays_to_be_mended(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "n", "enter", *NIR, "enter")
        assert "peut être un numéro de sécurité sociale" in plain(session.said)
        await session.press("ctrl+u", *"hors delai", "enter")
        assert "2 comptes refusés par urssaf.fr." in plain(session.message)

    play(EtablissementsScreen(portefeuille), steps)


def test_nothing_is_asked_where_nothing_is_to_be_done(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1, deja_inscrit=True))

    async def steps(session: Session) -> None:
        await session.press("space", "r")
        assert "Rien à faire sur urssaf.fr" in plain(session.message)

    play(EtablissementsScreen(portefeuille), steps)


def test_those_who_had_it_already_are_counted_too(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)
    colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)

    async def steps(session: Session) -> None:
        for ticks, said in (
            ("space", "1 compte confié à Marc Petit."),
            ("asterisk", "1 compte confié à Marc Petit. 1 déjà ainsi."),
        ):
            await session.press(ticks, "c", "f7", "down", "enter", "enter")
            assert plain(session.message).endswith(said)

    play(EtablissementsScreen(portefeuille), steps)


def test_nothing_to_do_has_one_sign_of_one_client_and_of_many(portefeuille: Portefeuille) -> None:
    for rank in (1, 2):
        portefeuille.enroll(employeur(rank, deja_inscrit=True))

    async def steps(session: Session) -> None:
        for keys, whose in ((("n",), "ce client"), (("asterisk", "n"), "ces comptes")):
            await session.press(*keys)
            assert session.message == f"! Rien à faire sur urssaf.fr pour {whose}."

    play(EtablissementsScreen(portefeuille), steps)
