"""Before and after: what an operation changed, and nothing that is secret."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.champs import champ
from models.journal.differences import Difference
from models.labels import Etat, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.sealing.vault import Vault
from tests.cabinet import NIR, colleague_of, employeur, independant, numero

DPAE = frozenset({Service.DPAE})
TO_DO, DONE = "À faire sur urssaf.fr", "Fait sur urssaf.fr"


def last(portefeuille: Portefeuille) -> set[tuple[str, str, str]]:
    """Give what the last operation changed, with plain spaces."""
    operation = portefeuille.journal.page().lines[0].operation
    found = portefeuille.journal.differences([operation])[operation]
    return {(a.replace("\u00a0", " "), b, c.replace("\u00a0", " ")) for a, b, c in found}


def test_services_say_each_box(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1, services=frozenset({Service.PAIEMENT})))
    portefeuille.set_services(fiche, DPAE)
    assert last(portefeuille) == {
        ("DPAE", "fermé", "ouvert"),
        ("Paiement de cotisations", "ouvert", "fermé"),
    }


def test_data_say_each_field_before_and_after(portefeuille: Portefeuille) -> None:
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    typed = employeur(1, note="Ancienne note")
    fiche = portefeuille.enroll(typed)
    whose = next(one.uid for one in marc.personnes() if one.nom == "Marc Petit")
    compte = SaisieCompte(numero(1), etat=Etat.RADIE, code_postal="31000", ville="PAU")
    changed = replace(typed, montant="", raison_sociale="BOULANGERIE DUPONT", responsable=whose)
    portefeuille.edit(fiche, replace(changed, note="Contrat", comptes=(compte,)), forced=True)
    assert last(portefeuille) == {
        ("Raison sociale", "BOULANGERIE 001", "BOULANGERIE DUPONT"),
        ("Responsable", "", "Marc Petit"),
        ("Note", "", "modifié"),
        ("État", "Actif", "Radié"),
        ("CP", "09110", "31000"),
        ("Ville", "SAVIGNAC", "PAU"),
    }


def test_a_compte_that_comes_is_named(portefeuille: Portefeuille) -> None:
    typed = employeur(1)
    fiche = portefeuille.enroll(typed)
    more = (*typed.comptes, SaisieCompte(numero(2), ville="PAU"))
    portefeuille.edit(fiche, replace(typed, comptes=more))
    (one,) = last(portefeuille)
    assert one[:2] == ("Compte", "")
    assert one[2].replace(" ", "").endswith(f"{numero(2)}PAU")


@pytest.mark.parametrize("typed", [employeur(1), independant(1)])
def test_no_proof_is_ever_told(
    portefeuille: Portefeuille, typed: Saisie, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As an earlier version let it be kept.
    monkeypatch.setattr(champ, "without_nir", lambda text, **_: text)
    named = replace(typed, raison_sociale=f"FAURE {NIR}", code_dossier="1234567890")
    fiche = portefeuille.enroll(named)
    told = [last(portefeuille)]
    portefeuille.reveal_nir(fiche) if typed.nir else None
    told.append(last(portefeuille))
    fiche = portefeuille.report(fiche)
    told.append(last(portefeuille))
    portefeuille.terminate(fiche)
    told.append(last(portefeuille))
    said = str(told).replace(" ", "")
    assert NIR not in said
    assert NIR[:13] not in said
    assert "1234,56" not in said


def test_what_is_said_of_urssaf_fr_and_of_a_removal(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    assert last(portefeuille) == {("Sur urssaf.fr", TO_DO, DONE)}
    portefeuille.terminate(fiche)
    assert last(portefeuille) == {
        ("Client", "dans le portefeuille", "supprimé"),
        ("Sur urssaf.fr", DONE, TO_DO),
    }


def test_what_an_operation_left_is_what_the_next_one_found(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    fiche = portefeuille.set_services(fiche, DPAE)
    portefeuille.set_services(fiche, frozenset())
    middle = portefeuille.journal.page().lines[1].operation
    assert portefeuille.journal.differences([middle])[middle] == (
        Difference("DPAE", "fermé", "ouvert"),
    )


def test_without_the_keys_the_names_are_told(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    typed = replace(employeur(1), raison_sociale="AUTRE", services=DPAE)
    portefeuille.edit(fiche, typed)
    cabinet = portefeuille._cabinet
    keyless = Portefeuille(cabinet, None, Vault.absent(cabinet.uid))
    assert ("Raison sociale", "", "modifié") in last(keyless)
    assert ("DPAE", "fermé", "ouvert") in last(keyless)
