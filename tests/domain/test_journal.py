"""The chain of the journal: seals that earlier versions made still hold, and nothing is altered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from peewee import Database

from models.labels import Role
from models.portefeuille import Portefeuille
from models.sealing.vault import Vault
from models.tables import Cabinet, Operation, Utilisateur
from models.writing import verifying
from tests.cabinet import NOON, employeur
from tests.domain.bases import ON_SQLITE

UIDS = [UUID(int=number) for number in range(4)]
VAULT = Vault(UIDS[0], 1, _keys=bytes(range(64)))
SEALED: tuple[dict[str, Any], ...] = (
    {
        **{"id": UIDS[1], "rang": 1, "lot": UIDS[1], "utilisateur": None, "verbe": "creer_espace"},
        "sceau": "e434a10a312e85f9fb31cb1f6f1ff50f2b133f3f715d7b8c06d9b93c9fedda6e",
    },
    {
        **{"id": UIDS[2], "rang": 2, "lot": UIDS[3], "utilisateur": 7, "verbe": "inscrire"},
        **{"inscription_uid": UIDS[3], "champs": '{"ouverts":["dpae"],"é":1}'},
        "sceau": "fc6b7d0cd01ee6cd2a54953bfa63cb0ca4295a993c024ac654eaf93631f01b6d",
    },
)
"""Operations as version 0.2.0 sealed them. Other seals here would break the journals that exist."""


@pytest.fixture
def cabinet(base: Database) -> Cabinet:
    assert base is not None
    cabinet = Cabinet.create(uid=UIDS[0], nom="Cabinet Martin", cree_le=NOON)
    Utilisateur.create(
        **{"id": 7, "cabinet": cabinet, "uid": UIDS[1], "identifiant": "c.durand"},
        **{"nom": "Claire Durand", "hachage": "", "role": Role.COLLABORATEUR.value},
    )
    for row in SEALED:
        sceau = bytes.fromhex(row["sceau"])
        Operation.create(cabinet=cabinet, instant=NOON, **{**row, "sceau": sceau})
    return cabinet


def test_seals_that_an_earlier_version_made_hold(cabinet: Cabinet) -> None:
    assert verifying.verify(cabinet, VAULT) == verifying.Verdict(2, 0, ())


@ON_SQLITE
def test_an_altered_journal_is_seen(portefeuille: Portefeuille) -> None:
    for rank in range(1, 5):
        portefeuille.enroll(employeur(rank))
    cabinet, vault = portefeuille._cabinet, portefeuille._vault
    assert verifying.verify(cabinet, vault) == verifying.Verdict(4, 0, ())
    Operation.update(verbe="resilier").where(Operation.rang == 2).execute()
    assert verifying.verify(cabinet, vault).broken == (2,)
    Operation.update(verbe="inscrire").where(Operation.rang == 2).execute()
    Operation.delete().where(Operation.rang == 3).execute()
    assert verifying.verify(cabinet, vault).broken


@ON_SQLITE
@pytest.mark.parametrize("champs", ["x", "[]", "1", '{"annule":"x"}', '{"utilisateur":"x"}'])
def test_what_an_operation_cannot_say_is_an_alteration(
    portefeuille: Portefeuille, champs: str
) -> None:
    portefeuille.enroll(employeur(1))
    portefeuille.seal()
    portefeuille.enroll(employeur(2))
    Operation.update(champs=champs).where(Operation.rang == 3).execute()
    told = verifying.verify(portefeuille._cabinet, portefeuille._vault)
    assert told.broken == (3,)
    assert told.wrong == ("Le journal a été altéré à l'opération 3.",)
