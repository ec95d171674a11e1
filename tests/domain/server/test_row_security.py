"""On PostgreSQL a connection sees one cabinet, or none; the application's role owns nothing."""

from __future__ import annotations

from threading import Thread
from typing import Any

import psycopg
import pytest
from peewee import ProgrammingError

from bench.postgresql import APPLICATION, OWNER, WIDE
from models.access.front_door import FrontDoor
from models.access.ssh_keys import who_comes
from models.errors import LoginRefused, NotAllowed, StorageFailure
from models.storage.failures import gesture, reading
from models.storage.in_sight import hide, looking_at, see
from models.storage.opening import close_database, open_database, opened
from models.storage.row_security import NEEDS_OWNER
from models.tables import Cabinet, Inscription, Operation, Utilisateur
from models.tables.table import Table
from tests.domain.espace.people import KEY, PASSWORD, enter

pytestmark = pytest.mark.postgresql

OF_A_CABINET = """SELECT relname, relrowsecurity AND relforcerowsecurity,
    ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = pg_class.oid ORDER BY 1)
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND (
    relname = 'cabinet' OR EXISTS (
        SELECT 1 FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'cabinet_id'))"""
RIGHTS = """SELECT relname, array_to_string(ARRAY(
    SELECT privilege_type FROM information_schema.role_table_grants
    WHERE table_name = relname AND grantee = %s ORDER BY 1), ' ')
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""
KEPT = ("archive", "cabinet", "cle", "cle_ssh", "compte", "compteur", "inscription", "operation")
"""What the application never deletes from."""


def asked(sql: str, *values: object) -> list[tuple[Any, ...]]:
    return list(opened().execute_sql(sql, values).fetchall())


def names() -> list[str]:
    with reading():
        return [one.nom for one in Cabinet.select().order_by(Cabinet.id)]


@pytest.mark.usefixtures("address")
def test_each_table_of_a_cabinet_is_secured() -> None:
    secured = {name: (forced, tuple(there)) for name, forced, there in asked(OF_A_CABINET)}
    assert set(secured.values()) == {(True, ("cabinet", "entretien", WIDE))}, secured
    mine = {one._meta.table_name for one in Table.__subclasses__() if one is not Utilisateur}
    assert mine - set(secured) == {"tentative"}


@pytest.mark.usefixtures("address")
def test_the_application_owns_nothing_and_deletes_what_is_nobody_s_alone() -> None:
    owned = "SELECT count(*) FROM pg_class WHERE pg_has_role(%s, relowner, 'USAGE')"
    assert asked(owned, APPLICATION) == [(0,)]
    rights = dict(asked(RIGHTS, APPLICATION))
    assert rights["schema_migration"] == "SELECT"
    assert rights["operation"] == rights["archive"] == "INSERT SELECT"
    assert {name for name in KEPT if "DELETE" in rights[name]} == set()
    assert rights["utilisateur"] == "INSERT SELECT UPDATE"


@pytest.mark.usefixtures("address")
def test_what_runs_as_the_owner_looks_in_one_place_and_serves_the_application_alone() -> None:
    runs = (
        "SELECT proname, 'search_path=public, pg_temp' = ANY (proconfig),"
        " has_function_privilege('public', oid, 'EXECUTE')"
        " FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    )
    found = {name: how for name, *how in asked(runs)}
    assert len(found) == 4
    assert all(how == [True, False] for how in found.values()), found


def test_a_connection_that_was_told_no_cabinet_sees_and_writes_nothing(
    address: str, owner: str
) -> None:
    tables = [name for name, *_ in asked(OF_A_CABINET)]
    for url in (address, owner):
        with psycopg.connect(url, autocommit=True) as plain:
            for one in tables:
                assert plain.execute(f"SELECT count(*) FROM {one}".encode()).fetchone() == (0,), one
            assert plain.execute("UPDATE utilisateur SET nom = 'X'").rowcount == 0
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                plain.execute("INSERT INTO modele (cabinet_id, nom) VALUES (1, 'X')")


@pytest.mark.usefixtures("address")
def test_who_signs_in_sees_their_cabinet_until_it_is_hidden() -> None:
    assert names() == []
    enter("m.petit")
    assert names() == ["Cabinet Petit"]
    hide()
    assert names() == []
    assert Operation.select().count() == 0
    enter("c.durand")
    assert names() == ["Cabinet Martin"]
    see(None)
    assert names() == []


@pytest.mark.usefixtures("address")
def test_who_is_not_let_in_sees_nothing_more() -> None:
    for before in (None, enter("c.durand").cabinet.id):
        see(before)
        seen = names()
        hide()
        for who, password in (("m.petit", "faux"), ("personne", "faux"), ("c.durand", "faux")):
            with pytest.raises(LoginRefused):
                enter(who, password)
            assert names() == []
        with pytest.raises(NotAllowed):
            who_comes("m.petit", "SHA256:".ljust(50, "0"))
        assert names() == []
        see(before)
        assert names() == seen


@pytest.mark.usefixtures("address")
def test_what_is_hidden_on_the_screens_goes_on_in_other_threads() -> None:
    enter("c.durand")
    hide()
    seen: list[list[str]] = []

    def look() -> None:
        seen.append(names())
        opened().close()

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [["Cabinet Martin"]]
    assert names() == []


@pytest.mark.parametrize("hidden", [False, True])
def test_a_connection_that_was_lost_is_told_again(owner: str, hidden: bool) -> None:
    mine = enter("c.durand").cabinet
    if hidden:
        hide()
    number = opened().connection().info.backend_pid
    with psycopg.connect(owner.replace(OWNER, "postgres"), autocommit=True) as administrator:
        administrator.execute("SELECT pg_terminate_backend(%s)", (number,))
    with pytest.raises(StorageFailure), reading():
        Utilisateur.select().count()
    assert names() == ([] if hidden else ["Cabinet Martin"])
    with looking_at(mine.id):
        assert names() == ["Cabinet Martin"]
    assert names() == ([] if hidden else ["Cabinet Martin"])


@pytest.mark.usefixtures("address")
def test_a_gesture_that_is_given_up_changes_nothing_of_what_is_seen() -> None:
    mine = enter("c.durand").cabinet
    other = next(number for number in opened().cabinets() if number != mine.id)

    def give_up() -> None:
        assert names() == ["Cabinet Petit"]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), gesture(), looking_at(other):
        give_up()
    assert names() == ["Cabinet Martin"]


@pytest.mark.usefixtures("address")
def test_nothing_is_forgotten_that_the_archive_has_not() -> None:
    enter("c.durand")
    with pytest.raises(ProgrammingError, match="not archived"):
        opened().forget([1])
    with pytest.raises(ProgrammingError, match="permission denied"):
        Inscription.delete().execute()


def test_a_backup_is_made_by_who_owns_the_base(address: str, owner: str, target: Any) -> None:
    with pytest.raises(StorageFailure, match=NEEDS_OWNER.split(",", maxsplit=1)[0]):
        opened().save_into(target)
    assert not target.exists()
    close_database()
    assert open_database(owner).save_into(target).cabinets == 2
    assert address


def test_what_the_door_showed_is_hidden(address: str, tmp_path: Any) -> None:
    KEY.store(tmp_path / "cle")
    door = FrontDoor(None, tmp_path / "cle")
    inside = door.log_in("c.durand", PASSWORD)
    assert inside.modeles.all() == ()
    hide()
    assert names() == []
    assert address
