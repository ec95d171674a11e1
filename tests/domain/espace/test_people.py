"""The people of an espace: added, closed, given a role, by who may."""

from __future__ import annotations

import pytest

from models.access.espace import issue_recovery_code
from models.access.sign_in import CLOSED, WRONG_CODE, WRONG_PASSWORD
from models.access.sign_in_delays import failures
from models.access.utilisateur import (
    add_user,
    change_role,
    disable_user,
    enable_user,
    unlock_user,
)
from models.errors import BadFields, NotAllowed, NotFound
from models.labels import Role
from models.sealing.vault import Vault
from models.tables import Cabinet, Operation, Utilisateur
from models.writing import journal, verifying
from tests.domain.espace.people import (
    KEY,
    NOW,
    OTHER,
    PASSWORD,
    TOO_MANY,
    create,
    enter,
    fail,
    refusal,
    reset,
    verbs,
)

pytestmark = pytest.mark.usefixtures("base")


def test_a_person_added_without_a_password_chooses_it_with_the_code(
    cabinet: Cabinet, vault: Vault
) -> None:
    given = add_user(
        cabinet,
        identifiant="M.Petit",
        nom="Marc Petit",
        role=Role.COLLABORATEUR,
        by=Utilisateur.get(),
        vault=vault,
        now=NOW,
    )
    assert refusal(lambda: enter("m.petit", "")) == WRONG_PASSWORD
    reset(given, identifiant="m.petit")
    came_in = enter("m.petit", OTHER)
    assert (came_in.utilisateur.nom, came_in.utilisateur.role) == ("Marc Petit", "collaborateur")
    row = Operation.get(Operation.verbe == "ajouter_utilisateur")
    assert "petit" not in row.champs.casefold()
    assert verifying.verify(cabinet, vault).broken == ()


def test_what_cannot_be_added_is_told_field_by_field(cabinet: Cabinet, vault: Vault) -> None:
    def add(identifiant: str, password: str | None) -> set[str]:
        with pytest.raises(BadFields) as caught:
            add_user(
                cabinet,
                identifiant=identifiant,
                nom="x" * 101,
                role=Role.CONSULTATION,
                mot_de_passe=password,
                by=None,
                vault=vault,
                now=NOW,
            )
        return set(caught.value.sentences)

    assert add("", "court") == {"identifiant", "nom", "mot_de_passe"}
    assert Utilisateur.select().count() == 1


def test_an_identifiant_serves_once_whatever_its_case(cabinet: Cabinet, vault: Vault) -> None:
    before = verbs()
    with pytest.raises(BadFields) as caught:
        petit(cabinet, vault, identifiant="C.DURAND")
    assert set(caught.value.sentences) == {"identifiant"}
    assert verbs() == before
    assert Utilisateur.select().count() == 1


def petit(
    cabinet: Cabinet,
    vault: Vault,
    *,
    role: Role = Role.COLLABORATEUR,
    identifiant: str = "m.petit",
    by: Utilisateur | None = None,
) -> Utilisateur:
    add_user(
        cabinet,
        identifiant=identifiant,
        nom="",
        role=role,
        mot_de_passe=PASSWORD,
        by=by,
        vault=vault,
        now=NOW,
    )
    found: Utilisateur = Utilisateur.get(Utilisateur.identifiant == identifiant)
    return found


def test_an_access_closes_and_opens_again(cabinet: Cabinet, vault: Vault) -> None:
    petit(cabinet, vault)
    disable_user(cabinet, "M.Petit", by=Utilisateur.get(), vault=vault, now=NOW)
    assert refusal(lambda: enter("m.petit")) == CLOSED
    enable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
    enter("m.petit")
    assert verbs()[-4:] == [
        "desactiver_utilisateur",
        "connexion_refusee",
        "reactiver_utilisateur",
        "connexion",
    ]


def test_an_access_closed_opens_with_no_code_either(cabinet: Cabinet, vault: Vault) -> None:
    petit(cabinet, vault)
    given = issue_recovery_code("m.petit", main_key=KEY, now=NOW)
    disable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
    assert refusal(lambda: reset(given, identifiant="m.petit")) == WRONG_CODE
    assert verbs()[-1] == "code_secours_refuse"


def test_a_role_changes_and_is_journalled(cabinet: Cabinet, vault: Vault) -> None:
    person = petit(cabinet, vault)
    change_role(cabinet, "m.petit", Role.CONSULTATION, by=None, vault=vault, now=NOW)
    assert Utilisateur.get_by_id(person.id).role == "consultation"
    row = Operation.get(Operation.verbe == "changer_role")
    assert row.champs == journal.canonical({"role": "consultation", "utilisateur": str(person.uid)})


def test_who_is_held_up_is_let_go(cabinet: Cabinet, vault: Vault) -> None:
    petit(cabinet, vault)
    fail(5, "m.petit")
    essais = failures(["m.petit", "c.durand"], vault.digests, NOW)
    assert {who: one.rates for who, one in essais.items()} == {"m.petit": 5}
    assert refusal(lambda: enter("m.petit")).startswith(TOO_MANY)
    unlock_user(cabinet, "m.petit", by=Utilisateur.get(), vault=vault, now=NOW)
    assert failures(["m.petit"], vault.digests, NOW) == {}
    assert Utilisateur.get(Utilisateur.identifiant == "m.petit").echecs == 0
    enter("m.petit")
    assert verbs()[-2:] == ["debloquer_utilisateur", "connexion"]
    assert verifying.verify(cabinet, vault).broken == ()


def test_the_last_active_administrateur_stays(cabinet: Cabinet, vault: Vault) -> None:
    def leave() -> None:
        disable_user(cabinet, "c.durand", by=None, vault=vault, now=NOW)

    def step_down() -> None:
        change_role(cabinet, "c.durand", Role.COLLABORATEUR, by=None, vault=vault, now=NOW)

    petit(cabinet, vault, role=Role.ADMINISTRATEUR)
    disable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
    before = verbs()
    for gesture_of_the_last in (leave, step_down):
        with pytest.raises(NotAllowed, match="dernier administrateur"):
            gesture_of_the_last()
    assert verbs() == before
    enable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
    step_down()
    assert enter("m.petit").utilisateur.role == "administrateur"


@pytest.mark.parametrize("role", [Role.COLLABORATEUR, Role.CONSULTATION])
def test_only_an_administrateur_manages_people(cabinet: Cabinet, vault: Vault, role: Role) -> None:
    person = petit(cabinet, vault, role=role)
    before = verbs()
    for verb in (disable_user, enable_user):
        with pytest.raises(NotAllowed, match="Seul un administrateur"):
            verb(cabinet, "c.durand", by=person, vault=vault, now=NOW)
    with pytest.raises(NotAllowed, match="Seul un administrateur"):
        change_role(cabinet, "m.petit", Role.ADMINISTRATEUR, by=person, vault=vault, now=NOW)
    with pytest.raises(NotAllowed, match="Seul un administrateur"):
        petit(cabinet, vault, identifiant="x.nouveau", by=person)
    assert verbs() == before


def test_an_administrateur_closed_meanwhile_manages_nobody(cabinet: Cabinet, vault: Vault) -> None:
    person = petit(cabinet, vault, role=Role.ADMINISTRATEUR)
    disable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
    with pytest.raises(NotAllowed):
        disable_user(cabinet, "c.durand", by=person, vault=vault, now=NOW)


@pytest.mark.parametrize(
    "engine", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_the_people_of_another_cabinet_are_out_of_reach(cabinet: Cabinet, vault: Vault) -> None:
    create(identifiant="m.petit", cabinet="Cabinet Petit")
    stranger = Utilisateur.get(Utilisateur.identifiant == "m.petit")
    with pytest.raises(NotAllowed):
        petit(cabinet, vault, identifiant="x.nouveau", by=stranger)
    with pytest.raises(NotFound):
        disable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
    with pytest.raises(NotFound, match="identifiant"):
        issue_recovery_code("m.petit", main_key=KEY, now=NOW, by=Utilisateur.get())


def test_only_an_administrator_gives_a_code(cabinet: Cabinet, vault: Vault) -> None:
    person = petit(cabinet, vault)
    kept = Utilisateur.get(Utilisateur.identifiant == "c.durand").code_secours_hachage
    with pytest.raises(NotAllowed):
        issue_recovery_code("c.durand", main_key=KEY, now=NOW, by=person)
    found = Utilisateur.get(Utilisateur.identifiant == "c.durand")
    assert found.code_secours_hachage == kept
    issue_recovery_code("m.petit", main_key=KEY, now=NOW, by=found)
    assert Operation.get(Operation.verbe == "donner_code_secours").utilisateur == found
