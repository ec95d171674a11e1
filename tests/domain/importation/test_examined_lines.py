"""What each line of a table would do, and the lot that does it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from stdnum import luhn

from models.errors import StorageFailure
from models.importation.choosing.shown import number_shown
from models.importation.examination import Examination
from models.importation.lot_import import LotImport
from models.importation.verdicts import Choices, Verdict
from models.importation.words import VEIL
from models.labels import Regime, Report, Role, ToDo
from models.portefeuille import Portefeuille
from models.storage.failures import gesture
from models.tables import Inscription, Operation
from models.tables.table import database
from tests.cabinet import NIR, colleague_of, employeur, numero, siren
from tests.domain.importation.looking import look, plain, tableau_of

PRETE, A_VERIFIER, DEJA, ERREUR, IGNOREE = Verdict
SIRET = f"{siren(1)}0001{luhn.calc_check_digit(f'{siren(1)}0001')}"


def test_a_line_with_its_proof_is_ready(portefeuille: Portefeuille) -> None:
    found = look(
        portefeuille,
        f"{siren(1)};{numero(1)};1234,56;;;X",
        f"{siren(2)};{numero(2)};;{NIR};Artisan;Y",
        f";{numero(3)};;;Gérant;Z",
    )
    assert [one.verdict for one in found] == [PRETE] * 3
    regimes = [one.saisie.regime for one in found]
    assert regimes == [Regime.GENERAL, Regime.ARTISAN_COMMERCANT, Regime.GERANT_MAJORITAIRE]
    assert Operation.select().count() == 0


def test_the_proof_is_not_asked_of_who_is_already_on_urssaf(portefeuille: Portefeuille) -> None:
    row = f"{siren(1)};{numero(1)};;;Employeur;X"
    (asked,) = look(portefeuille, row)
    assert asked.verdict is ERREUR
    assert "montant" in asked.motif
    (already,) = look(portefeuille, row, deja_inscrit=True)
    assert already.verdict is PRETE


@pytest.mark.parametrize(
    ("row", "verdict", "said"),
    [
        (f"12;{numero(1)};1;;;X", ERREUR, "9 chiffres"),
        (f"{siren(1)};{numero(1)};12.500;;;X", ERREUR, "ambigu"),
        (f"{siren(1)};{numero(1)};1;;Pharaon;X", ERREUR, "Type inconnu"),
        (f"{siren(1)};1,17E+17;1;;;X", ERREUR, "arrondi"),
        (f"123456789;{numero(1)};1;;;X", A_VERIFIER, "clé"),
        (f"{siren(1)};117000000900001000;1;;;X", A_VERIFIER, "finit par 000"),
        (f"{siren(1)};{numero(1)};;{NIR};;X", A_VERIFIER, "Type de client à dire"),
        (f"{SIRET};{numero(1)};1;;;X", PRETE, "Siret"),
    ],
)
def test_what_is_wrong_or_unusual_is_said(
    portefeuille: Portefeuille, row: str, verdict: Verdict, said: str
) -> None:
    (found,) = look(portefeuille, row)
    assert found.verdict is verdict
    assert said in plain(found)


def test_who_is_there_already_is_told_with_the_date(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1))
    same_siren, other_siren, other_regime = look(
        portefeuille,
        f"{siren(1)};{numero(8)};1;;;X",
        f"{siren(9)};{numero(1)};1;;;X",
        f"{siren(1)};{numero(7)};;{NIR};Artisan;X",
    )
    assert same_siren.verdict is DEJA
    assert "depuis le 12/06/2026 : BOULANGERIE 001." in plain(same_siren)
    assert other_siren.verdict is ERREUR
    assert "est celui de BOULANGERIE 001" in plain(other_siren)
    assert other_regime.verdict is PRETE


def test_the_lines_of_one_client_go_together_and_a_shared_number_is_refused(
    portefeuille: Portefeuille,
) -> None:
    first, second, other = look(
        portefeuille,
        f"{siren(1)};{numero(1)};1;;;X",
        f"{siren(1)};{numero(2)};1;;;X",
        f"{siren(3)};{numero(2)};1;;;Z",
    )
    assert second.avec_ligne == first.ligne.numero
    assert first.verdict is second.verdict is other.verdict is ERREUR
    assert "Même numéro de compte que la ligne" in plain(other)


def test_the_number_is_laid_out_where_it_can_be_read(portefeuille: Portefeuille) -> None:
    found = look(
        portefeuille, f"{siren(1)};;1;;Employeur;X", f";{numero(3)};;;Gérant;Z", "12;;1;;;X"
    )
    shown = [number_shown(one).replace("\xa0", " ") for one in found]
    assert shown == ["000 000 018", "117 000000900000003", "12"]


@pytest.mark.parametrize("secret", [NIR, NIR[:13]])
def test_a_nir_in_the_wrong_column_is_masked(portefeuille: Portefeuille, secret: str) -> None:
    rows = (f"{siren(2)};;1;;;X", f"{secret};;1;;;X", f";{secret};;;Gérant;Z")
    _, *found = look(portefeuille, *rows)
    for one in found:
        assert number_shown(one) in (VEIL, "")
        assert secret[:8] not in one.motif


def test_the_lot_inscribes_with_what_was_typed(portefeuille: Portefeuille) -> None:
    found = look(
        portefeuille,
        f"{siren(1)};{numero(1)};1234,56;;;X",
        f"{siren(2)};{numero(2)};;{NIR};Artisan;Y",
    )
    lot = LotImport(portefeuille, found)
    lot.run()
    assert lot.enrolled == {2, 3}
    first, second = portefeuille.page().fiches
    assert (first.montant_centimes, first.report) == (123456, Report.A_FAIRE)
    assert second.nir_masque is not None
    assert len({row.lot for row in Operation.select()}) == 1


def test_who_came_meanwhile_is_refused_and_the_others_are_inscribed(
    portefeuille: Portefeuille,
) -> None:
    found = look(portefeuille, *(f"{siren(n)};{numero(n)};1;;;X" for n in (1, 2, 3)))
    portefeuille.enroll(employeur(2))
    lot = LotImport(portefeuille, found)
    bilan = lot.run()
    assert (bilan.changed, len(bilan.left)) == (2, 1)
    assert lot.enrolled == {2, 4}
    assert "déjà" in lot.refused[3]
    assert Inscription.select().count() == 3


def test_a_lot_tried_again_inscribes_nobody_twice(portefeuille: Portefeuille) -> None:
    lot = LotImport(portefeuille, look(portefeuille, f"{siren(1)};{numero(1)};1;;;X"))
    lot.run()
    lot.done = 0
    lot.run()
    assert lot.refused == {}
    assert Inscription.select().count() == 1


def test_a_line_refused_in_a_slice_that_is_rolled_back_may_still_be_inscribed(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    lot = LotImport(portefeuille, look(portefeuille, f"{siren(1)};{numero(1)};1;;;X"))
    there = portefeuille.enroll(employeur(1))
    with monkeypatch.context() as full:
        full.setattr("models.portefeuille.gesture", _full_at_the_end)
        with pytest.raises(StorageFailure):
            lot.run()
    portefeuille.terminate(there)
    assert lot.run().changed == 1
    assert lot.refused == {}
    assert lot.enrolled == {2}


@contextmanager
def _full_at_the_end(*, joins: bool = False) -> Iterator[None]:
    outermost = database.transaction_depth() == 0
    with gesture(joins=joins):
        yield
        if outermost:
            raise StorageFailure("Disque plein.")


def test_what_waits_to_be_resilie_is_to_be_looked_at_and_never_a_silent_double(
    portefeuille: Portefeuille,
) -> None:
    first, second = (portefeuille.report(portefeuille.enroll(employeur(n))) for n in (1, 2))
    portefeuille.terminate(first)
    found = look(portefeuille, *(f"{siren(n)};{numero(n + 5)};1;;;X" for n in (1, 3, 4)))
    assert [one.verdict for one in found] == [A_VERIFIER, PRETE, PRETE]
    assert "encore à résilier sur urssaf.fr. La corbeille le restaure." in plain(found[0])
    portefeuille.terminate(portefeuille.report(portefeuille.enroll(employeur(4))))
    lot = LotImport(portefeuille, found)
    assert lot.run().changed == 2
    assert "encore à résilier" in lot.refused[found[2].ligne.numero]
    taken = portefeuille.with_siren(siren(1))[0]
    assert (taken.ecart, portefeuille.get(first.uid).ecart) == (ToDo.CHANGER, ToDo.AUCUN)
    assert portefeuille.get(second.uid).ecart is ToDo.AUCUN


@pytest.mark.parametrize(
    ("number", "verdict", "field", "said"),
    [
        ("12", ERREUR, "numero_compte", "18 chiffres"),
        ("117000000900001000", A_VERIFIER, "numero_compte", "finit par 000"),
    ],
)
def test_the_lines_of_a_client_name_the_one_that_is_wrong(
    portefeuille: Portefeuille, number: str, verdict: Verdict, field: str, said: str
) -> None:
    numbers = (numero(1), number, numero(3))
    rows = (f"{siren(1)};{one};1;;Employeur;X" for one in numbers)
    first, wrong, last = look(portefeuille, *rows)
    assert [(one.verdict, one.champ) for one in (first, wrong, last)] == [(verdict, field)] * 3
    assert said in plain(wrong)
    assert not wrong.motif.startswith("Ligne")
    there = wrong.ligne.numero
    assert [one.motif for one in (first, last)] == [
        f"Ligne {there}\N{NO-BREAK SPACE}: {wrong.motif}"
    ] * 2


def test_what_all_the_lines_of_a_client_lack_is_said_of_none(portefeuille: Portefeuille) -> None:
    found = look(portefeuille, *(f"{siren(1)};{numero(n)};;{NIR};;X" for n in (1, 2)))
    assert len({one.motif for one in found}) == 1
    assert "Type de client à dire" in plain(found[0])
    assert "Ligne" not in found[0].motif


def test_a_responsable_who_only_reads_or_left_is_to_be_chosen_again(
    portefeuille: Portefeuille,
) -> None:
    colleague_of(portefeuille, "Léa Lit", Role.CONSULTATION)
    text = (
        "Siren;Compte;Montant;Type;Nom;Responsable\n"
        f"{siren(1)};{numero(1)};1,00;Employeur;UN;Lit Léa\n"
        f"{siren(2)};{numero(2)};1,00;Employeur;DEUX;Lou Lit"
    )
    examination = Examination(portefeuille, Choices(deja_inscrit=False))
    examination.examine(tableau_of(text).lignes)
    reads, unknown = (one for _, one in sorted(examination.examens.items()))
    assert (reads.verdict, reads.champ) == (Verdict.A_VERIFIER, "responsable")
    assert "« Lit Léa » n'a plus d'accès, ou consulte seulement" in plain(reads)
    assert "Personne du cabinet ne s'appelle « Lou Lit »" in plain(unknown)
