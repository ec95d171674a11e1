"""What is there against what is here, and against what was known to be there."""

from __future__ import annotations

import pytest

from models.fiche import Fiche
from models.identifiers import numero_compte
from models.labels import Etat, Service, ToDo, Vu
from models.portefeuille import Portefeuille
from models.rapprochement.comparing import (
    EXPECTED,
    GONE,
    NOT_KNOWN_THERE,
    OTHERWISE_KNOWN,
    TERMINATED,
    TO_ENROLL,
    TO_TERMINATE,
)
from models.rapprochement.constat import Action, Groupe, Kind
from models.saisie import SaisieCompte
from tests.cabinet import employeur, gerant, independant, numero, radie, siren
from tests.domain.rapprochement.portal import compared, only, page, page_of, row

DPAE, ATTESTATIONS = frozenset({Service.DPAE}), frozenset({Service.ATTESTATIONS})
SECOND = numero_compte.show(numero(2))
TITLES = "Siren\tType\tN° compte\tÉtat\tDPAE\tAttestations"


def known(portefeuille: Portefeuille, rank: int, **changes: object) -> Fiche:
    """Inscribe an employer that urssaf.fr has."""
    return portefeuille.enroll(employeur(rank, deja_inscrit=True, **changes))


def table(*rows: tuple[str, ...]) -> str:
    return "\n".join((TITLES, *("\t".join(one) for one in rows)))


def line(rank: int, etat: str = "Actif", dpae: str = "", attestations: str = "") -> tuple[str, ...]:
    return (siren(rank), "Employeur", numero(rank), etat, dpae, attestations)


def test_what_is_only_there_may_be_inscribed(portefeuille: Portefeuille) -> None:
    known(portefeuille, 1)
    found = compared(portefeuille, page_of(portefeuille.recent(1)) + page(
        row(f"Comptes Régime Général du SIREN {siren(2)} (SAS)")))  # fmt: skip
    constat = only(found, Groupe.LA_BAS)
    assert (constat.siren, constat.forme_juridique, constat.here) == (siren(2), "SAS", None)
    assert constat.actions == (Action.ENROLL,)


def test_what_is_only_here_is_told_once_all_was_read(portefeuille: Portefeuille) -> None:
    first, second = known(portefeuille, 1), portefeuille.enroll(employeur(2))
    gone = known(portefeuille, 3)
    assert compared(portefeuille, page_of([first])).of(Groupe.ICI) == ()
    found = compared(portefeuille, page_of([first]), complete=True)
    told = {one.here.uid: one for one in found.of(Groupe.ICI) if one.here}
    assert told.keys() == {second.uid, gone.uid}
    assert told[second.uid].phrase == TO_ENROLL
    assert told[gone.uid].phrase == GONE
    assert told[gone.uid].actions == (Action.STRIKE_OFF, Action.TERMINATE, Action.NOTE)
    assert told[second.uid].actions == (Action.STRIKE_OFF, Action.TERMINATE)
    assert all(one.from_absence for one in told.values())


def test_of_nothing_that_was_read_nobody_is_absent(portefeuille: Portefeuille) -> None:
    known(portefeuille, 1)
    assert compared(portefeuille, complete=True).constats == ()


def test_radie_on_one_side_only_differs(portefeuille: Portefeuille) -> None:
    known(portefeuille, 1)
    radie(portefeuille, 2)
    there = row(f"Comptes Régime Général du SIREN {siren(1)} (SARL)", radie=True)
    here = row(f"Comptes Régime Général du SIREN {siren(2)} (SARL)")
    first, second = compared(portefeuille, page(there, here)).of(Groupe.DIFFERENT)
    assert first.quoi == "radié sur urssaf.fr, actif ici"
    assert first.actions[:3] == (Action.STRIKE_OFF, Action.ALIGN, Action.TERMINATE)
    assert second.quoi == "radié ici, actif sur urssaf.fr"
    assert Action.STRIKE_OFF not in second.actions


@pytest.mark.parametrize(("there", "same"), [("S.A.R.L.", True), ("sarl", True), ("SAS", False)])
def test_a_forme_is_compared_as_people_write_it(
    portefeuille: Portefeuille, there: str, same: bool
) -> None:
    known(portefeuille, 1)
    found = compared(
        portefeuille, page(row(f"Comptes Régime Général du SIREN {siren(1)} ({there})"))
    )
    assert found.agrees is same


def test_a_forme_that_is_lacking_here_is_no_contradiction(portefeuille: Portefeuille) -> None:
    known(portefeuille, 1, forme_juridique="")
    constat = only(
        compared(portefeuille, page(row(f"Comptes Régime Général du SIREN {siren(1)} (SAS)"))),
        Groupe.D_ACCORD,
    )
    assert constat.phrase == "À compléter ici : forme SAS"
    assert constat.actions == (Action.ALIGN,)


def test_boxes_are_compared_where_a_table_has_them(portefeuille: Portefeuille) -> None:
    known(portefeuille, 1, services=DPAE)
    assert compared(portefeuille, table(line(1, dpae="x"))).agrees
    constat = only(compared(portefeuille, table(line(1, attestations="x"))), Groupe.DIFFERENT)
    assert constat.quoi == "services sur urssaf.fr : + Attestations, − DPAE"
    told = compared(portefeuille, page_of(portefeuille.recent(1)))
    assert told.not_compared == ("les services", "les numéros de compte")


def test_what_is_still_to_be_changed_there_is_expected(portefeuille: Portefeuille) -> None:
    fiche = known(portefeuille, 1, services=DPAE)
    portefeuille.set_services(fiche, DPAE | ATTESTATIONS)
    expected = only(compared(portefeuille, table(line(1, dpae="x"))), Groupe.D_ACCORD)
    assert (expected.phrase, expected.actions) == (EXPECTED, ())
    done = only(compared(portefeuille, table(line(1, dpae="x", attestations="x"))), Groupe.D_ACCORD)
    assert (done.phrase, done.actions) == (OTHERWISE_KNOWN, (Action.NOTE,))


def test_who_is_to_be_inscribed_and_is_there_is_to_be_noted(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    assert fiche.vu is Vu.ABSENT
    constat = only(compared(portefeuille, page_of([fiche])), Groupe.D_ACCORD)
    assert (constat.phrase, constat.actions) == (NOT_KNOWN_THERE, (Action.NOTE,))


def test_a_removal_is_expected_there_until_it_is_done(portefeuille: Portefeuille) -> None:
    fiche, other = known(portefeuille, 1), known(portefeuille, 2)
    assert portefeuille.terminate(fiche).ecart is ToDo.RESILIER
    still = compared(portefeuille, page_of([fiche, other]), complete=True)
    assert [one.phrase for one in still.of(Groupe.D_ACCORD)] == [TO_TERMINATE, ""]
    gone = compared(portefeuille, page_of([other]), complete=True)
    noted = [one for one in gone.of(Groupe.D_ACCORD) if one.phrase]
    assert [(one.phrase, one.actions) for one in noted] == [(TERMINATED, (Action.NOTE,))]
    assert gone.agrees


def test_an_account_that_is_not_here_is_told(portefeuille: Portefeuille) -> None:
    known(portefeuille, 1)
    second = (siren(1), "Employeur", numero(2), "Actif", "", "")
    constat = only(compared(portefeuille, table(line(1), second)), Groupe.DIFFERENT)
    assert constat.quoi == f"compte {SECOND} sur urssaf.fr, pas ici"
    assert [one.quoi for one in constat.differences] == [Kind.COMPTE_LA_BAS]
    assert compared(portefeuille, table(line(1)), complete=True).agrees


def test_an_account_that_is_only_here_is_told_once_all_was_read(
    portefeuille: Portefeuille,
) -> None:
    two = (SaisieCompte(numero(1)), SaisieCompte(numero(2)))
    known(portefeuille, 1, comptes=two)
    assert compared(portefeuille, table(line(1))).agrees
    constat = only(compared(portefeuille, table(line(1)), complete=True), Groupe.DIFFERENT)
    assert constat.quoi == f"compte {SECOND} ici, pas sur urssaf.fr"


def test_fifteen_digits_are_the_account_of_eighteen(portefeuille: Portefeuille) -> None:
    known(portefeuille, 1)
    short = (siren(1), "Employeur", numero(1)[3:], "Actif", "", "")
    assert compared(portefeuille, table(short), complete=True).agrees


def test_sirets_alone_say_nothing_of_accounts_that_have_none(portefeuille: Portefeuille) -> None:
    two = (SaisieCompte(numero(1)), SaisieCompte(numero(2)))
    known(portefeuille, 1, comptes=two)
    shops = "\n".join(f"{siren(1)}{nic}" for nic in ("00018", "00026"))
    assert compared(portefeuille, f"Siret\n{shops}", complete=True).agrees


def test_without_its_type_a_line_is_of_the_one_inscription_of_its_siren(
    portefeuille: Portefeuille,
) -> None:
    portefeuille.enroll(independant(1, deja_inscrit=True))
    portefeuille.enroll(independant(2, deja_inscrit=True))
    portefeuille.enroll(employeur(2, deja_inscrit=True, comptes=(SaisieCompte(numero(3)),)))
    sirens = f"Siren\n{siren(1)}\n{siren(2)}\n{siren(4)}\n"
    found = compared(portefeuille, sirens, complete=True)
    assert only(found, Groupe.D_ACCORD).siren == siren(1)
    assert "Régime Général, Artisan Commerçant" in only(found, Groupe.A_PRECISER).phrase
    assert (only(found, Groupe.LA_BAS).siren, only(found, Groupe.LA_BAS).regime) == (siren(4), None)
    assert found.of(Groupe.ICI) == ()


def test_a_gerant_is_known_by_the_account(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(gerant(1))
    found = compared(portefeuille, page_of([fiche]), complete=True)
    assert only(found, Groupe.D_ACCORD).phrase == NOT_KNOWN_THERE
    other = compared(portefeuille, page(row(f"Compte Gérant Majoritaire {numero(2)}")))
    assert only(other, Groupe.LA_BAS).number == numero(2)


def test_an_account_under_another_regime_is_told(portefeuille: Portefeuille) -> None:
    known(portefeuille, 1)
    liberal = (siren(1), "Libéral", numero(1), "Actif", "", "")
    constat = only(compared(portefeuille, table(liberal), complete=True), Groupe.DIFFERENT)
    assert constat.quoi == "régime Profession Libérale sur urssaf.fr, Régime Général ici"
    assert Action.ALIGN not in constat.actions


def test_an_etat_that_the_table_does_not_have_is_not_compared(portefeuille: Portefeuille) -> None:
    radie(portefeuille, 1)
    found = compared(portefeuille, f"Siren\tN° compte\n{siren(1)}\t{numero(1)}\n")
    assert found.agrees
    assert "les radiés" in found.not_compared


def test_one_account_of_several_may_be_radie_there(portefeuille: Portefeuille) -> None:
    two = (SaisieCompte(numero(1)), SaisieCompte(numero(2)))
    known(portefeuille, 1, comptes=two)
    second = (siren(1), "Employeur", numero(2), "Radié", "", "")
    constat = only(compared(portefeuille, table(line(1), second)), Groupe.DIFFERENT)
    assert constat.quoi == f"compte {SECOND} : radié sur urssaf.fr, actif ici"
    assert Etat.RADIE in {one.etat for one in constat.seen}
