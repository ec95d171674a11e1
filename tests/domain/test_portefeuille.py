"""The verbs of the portefeuille, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from peewee import Database, ProgrammingError

from models.errors import AlreadyEnrolled, BadFields, Doubtful, KeyMissing, StorageBusy
from models.fiche import Fiche
from models.labels import Regime, Report, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.sealing.vault import Vault
from models.tables import Inscription, Operation, Utilisateur
from models.writing.controle import check
from tests.cabinet import (
    NIR,
    NOON,
    employeur,
    gerant,
    independant,
    numero,
    open_portefeuille,
    siren,
)


def test_an_employer_is_kept_as_typed_and_is_to_be_reported(portefeuille: Portefeuille) -> None:
    boxes = frozenset({Service.DPAE, Service.COURRIEL_CONTENTIEUX})
    fiche = portefeuille.get(portefeuille.enroll(employeur(1, services=boxes)).uid)
    assert fiche.title == "Comptes Régime Général du SIREN 000\xa0000\xa0018 (SARL)"
    assert (fiche.montant_centimes, fiche.services, fiche.report) == (123456, boxes, Report.A_FAIRE)
    assert [c.place for c in fiche.comptes] == ["09110 SAVIGNAC"]


def test_a_nir_is_sealed_in_the_database_and_masked_in_the_fiche(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.enroll(independant(1))
    stored = bytes(Inscription.get(Inscription.uid == fiche.uid).nir or b"")
    assert NIR.encode() not in stored
    assert fiche.nir_masque == "1\xa080\xa001\xa0••\xa0•••\xa0•••\xa0••"
    assert portefeuille.reveal_nir(fiche) == NIR
    assert Operation.select().where(Operation.verbe == "reveler_nir").count() == 1


def test_a_sentence_never_calls_a_client_by_the_civilite_alone(portefeuille: Portefeuille) -> None:
    named = portefeuille.enroll(independant(1))
    nameless = portefeuille.enroll(independant(2, raison_sociale=""))
    assert named.called == "MME FAURE 001"
    assert nameless.called == nameless.designation


def test_a_gerant_majoritaire_has_no_siren(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(gerant(7))
    assert fiche.siren == ""
    assert fiche.title == "Compte Gérant Majoritaire 117\xa0000000900000007"


def test_the_proofs_of_the_fiche_are_asked_for(portefeuille: Portefeuille) -> None:
    for typed, expected in (
        (Saisie(Regime.GENERAL, siren=siren(1)), {"montant", "comptes.0.numero_compte"}),
        (Saisie(Regime.PROFESSION_LIBERALE, siren=siren(1)), {"nir", "comptes.0.numero_compte"}),
        (Saisie(Regime.GERANT_MAJORITAIRE), {"comptes.0.numero_compte"}),
    ):
        with pytest.raises(BadFields) as refusal:
            portefeuille.enroll(typed)
        assert set(refusal.value.sentences) == expected
    assert portefeuille.page().total == 0


def test_already_enrolled_on_urssaf_asks_for_no_proof_and_keeps_none(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.enroll(Saisie(Regime.GENERAL, siren=siren(1), deja_inscrit=True))
    assert (fiche.report, fiche.montant_centimes) == (Report.FAIT, None)
    other = portefeuille.enroll(independant(2, deja_inscrit=True))
    assert other.nir_masque is None


def test_an_unusual_number_is_accepted_only_when_forced(portefeuille: Portefeuille) -> None:
    odd = employeur(1, siren="000000017")
    with pytest.raises(Doubtful) as doubt:
        portefeuille.enroll(odd)
    assert set(doubt.value.warnings) == {"siren"}
    assert portefeuille.enroll(odd, forced=True).siren == "000000017"


def test_what_proves_never_stands_in_a_repr() -> None:
    typed = independant(1, montant="98765,43")
    for shown in (repr(typed), repr(check(typed)), repr(check(replace(typed, nir="1 80")))):
        assert NIR not in shown
        assert "98765" not in shown


def test_a_siren_stands_once_under_each_regime(portefeuille: Portefeuille) -> None:
    first = portefeuille.enroll(employeur(1))
    with pytest.raises(AlreadyEnrolled) as refusal:
        portefeuille.enroll(employeur(1, comptes=(SaisieCompte(numero(2)),)))
    assert (refusal.value.uid, refusal.value.field) == (first.uid, "siren")
    portefeuille.enroll(independant(1, comptes=(SaisieCompte(numero(3)),)))
    assert [f.regime for f in portefeuille.with_siren(siren(1))] == [
        Regime.GENERAL,
        Regime.ARTISAN_COMMERCANT,
    ]


def test_a_double_number_is_named_as_such_even_under_the_same_siren(
    portefeuille: Portefeuille,
) -> None:
    first = portefeuille.enroll(employeur(1))
    comptes = (SaisieCompte(numero(2)), SaisieCompte(numero(1)))
    with pytest.raises(AlreadyEnrolled) as refusal:
        portefeuille.enroll(independant(1, comptes=comptes))
    assert (refusal.value.uid, refusal.value.field) == (first.uid, "comptes.1.numero_compte")
    assert str(refusal.value) == (
        "Ce numéro de compte est déjà celui de BOULANGERIE 001 (Régime Général), "
        "dans votre portefeuille depuis le 12/06/2026."
    )


def test_the_number_of_a_compte_is_corrected_never_emptied(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    held = fiche.comptes[0].id
    emptied = employeur(1, comptes=(SaisieCompte(id=held),))
    with pytest.raises(BadFields) as refusal:
        portefeuille.edit(fiche, emptied)
    assert set(refusal.value.sentences) == {"comptes.0.numero_compte"}
    corrected = employeur(1, comptes=(SaisieCompte(numero(2), id=held),))
    assert portefeuille.edit(fiche, corrected).comptes[0].numero_compte == numero(2)


@pytest.mark.parametrize("deja_inscrit", [True, False])
def test_another_compte_needs_what_names_it(
    portefeuille: Portefeuille, *, deja_inscrit: bool
) -> None:
    nameless = (SaisieCompte(numero(1)), SaisieCompte(ville="PAU"))
    with pytest.raises(BadFields) as refusal:
        portefeuille.enroll(employeur(1, comptes=nameless, deja_inscrit=deja_inscrit))
    assert set(refusal.value.sentences) == {"comptes.1.numero_compte"}
    shop = SaisieCompte(siret=siren(1) + "00015", ville="PAU")
    named = employeur(1, comptes=(nameless[0], shop), deja_inscrit=deja_inscrit)
    fiche = portefeuille.enroll(named, forced=True)
    added = employeur(1, comptes=(*_as_typed(fiche), SaisieCompte(ville="DAX")))
    with pytest.raises(BadFields) as refusal:
        portefeuille.edit(fiche, added)
    assert set(refusal.value.sentences) == {"comptes.2.numero_compte"}


def test_a_compte_known_by_its_siret_keeps_it_or_gets_a_number(portefeuille: Portefeuille) -> None:
    shops = tuple(SaisieCompte(siret=siren(1) + nic) for nic in ("00015", "00023"))
    typed = employeur(1, comptes=(SaisieCompte(numero(1)), *shops))
    fiche = portefeuille.enroll(typed, forced=True)
    first, second, third = _as_typed(fiche)
    with pytest.raises(BadFields) as refusal:
        portefeuille.edit(fiche, employeur(1, comptes=(first, replace(second, siret=""), third)))
    assert set(refusal.value.sentences) == {"comptes.1.siret"}
    renamed = replace(second, numero_compte=numero(2), siret="")
    after = portefeuille.edit(fiche, employeur(1, comptes=(first, renamed, third)), forced=True)
    assert [(one.numero_compte, one.siret) for one in after.comptes[1:]] == [
        (numero(2), ""),
        ("", siren(1) + "00023"),
    ]


def _as_typed(fiche: Fiche) -> tuple[SaisieCompte, ...]:
    return tuple(
        SaisieCompte(one.numero_compte or "", one.siret or "", ville=one.ville, id=one.id)
        for one in fiche.comptes
    )


def test_an_account_number_and_its_short_spelling_are_one(portefeuille: Portefeuille) -> None:
    first = portefeuille.enroll(employeur(1))
    short = SaisieCompte(numero(1)[3:])
    with pytest.raises(AlreadyEnrolled) as refusal:
        portefeuille.enroll(employeur(2, comptes=(short,)), forced=True)
    assert refusal.value.uid == first.uid
    held = portefeuille.with_compte(short.numero_compte)
    assert held is not None
    assert held.uid == first.uid


def test_without_the_key_what_is_sealed_is_not_read(portefeuille: Portefeuille) -> None:
    sealed = portefeuille.enroll(independant(1))
    cabinet, person = portefeuille._cabinet, portefeuille._utilisateur
    blind = Portefeuille(cabinet, person, Vault.absent(cabinet.uid), now=lambda: NOON)
    assert blind.get(sealed.uid).nir_masque == "scellé (clé absente)"
    with pytest.raises(KeyMissing):
        blind.reveal_nir(sealed)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_the_application_role_cannot_alter_the_journal(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1))
    with pytest.raises(ProgrammingError, match="permission denied"):
        Operation.update(verbe="resilier").execute()


def test_a_preference_is_remembered(portefeuille: Portefeuille) -> None:
    assert portefeuille.preference("vue") is None
    portefeuille.remember("vue", "dossier")
    person = type(portefeuille._utilisateur).get_by_id(portefeuille._utilisateur.id)  # type: ignore[union-attr]
    again = Portefeuille(portefeuille._cabinet, person, portefeuille._vault)
    assert again.preference("vue") == "dossier"


def test_two_sessions_of_one_person_keep_what_each_remembers(portefeuille: Portefeuille) -> None:
    person = portefeuille._utilisateur
    assert person is not None

    def again() -> Portefeuille:
        here = Utilisateur.get_by_id(person.id)
        return Portefeuille(portefeuille._cabinet, here, portefeuille._vault)

    one, other = again(), again()
    one.remember("confirmation", "message")
    other.remember("vue", "dossier")
    assert (again().preference("confirmation"), again().preference("vue")) == ("message", "dossier")
    other.remember("confirmation", "modale")
    one.remember("confirmation", "message")
    assert again().preference("confirmation") == "message"


def test_a_preference_that_could_not_be_kept_is_asked_again(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("models.preferences.gesture", _busy)
        with pytest.raises(StorageBusy):
            portefeuille.remember("vue", "dossier")
    assert portefeuille.preference("vue") is None
    portefeuille.remember("vue", "dossier")
    assert portefeuille.preference("vue") == "dossier"


def _busy() -> NoReturn:
    raise StorageBusy("Le portefeuille est occupé.")


def test_instants_are_in_utc_whatever_the_engine(base: Database, tmp_path: Path) -> None:
    assert base is not None
    east = datetime(2026, 6, 12, 23, 30, tzinfo=UTC) + timedelta(minutes=45)
    fiche = open_portefeuille(tmp_path, now=lambda: east).enroll(employeur(1))
    assert fiche.cree_le == east
