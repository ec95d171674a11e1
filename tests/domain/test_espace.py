"""The espace: created once, entered by its people only, and nothing told to the others."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from argon2 import PasswordHasher
from peewee import Database, PostgresqlDatabase, SqliteDatabase

from models.access import passwords, sign_in, sign_in_delays
from models.access.espace import create_espace, is_empty, issue_recovery_code, open_vault
from models.access.passwords import delay_after
from models.access.sign_in import (
    CLOSED,
    WRONG_CODE,
    WRONG_PASSWORD,
    Connexion,
    log_in,
    reset_password,
)
from models.access.utilisateur import add_user, change_role, disable_user, enable_user
from models.errors import (
    AccessClosed,
    BadFields,
    KeyMissing,
    LoginRefused,
    NotAllowed,
    NotFound,
    StorageBusy,
)
from models.labels import Role
from models.sealing.vault import ABSENT, FOREIGN, MainKey, Vault
from models.storage.failures import gesture
from models.storage.opening import open_database
from models.tables import Cabinet, Cle, Operation, Utilisateur
from models.tables.table import database
from models.tables.tentative import Tentative
from models.writing import journal
from tests.domain.test_failures import busy_base

KEY = MainKey(bytes(range(32)))
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "lampe girafe tunnel orange violon"
OTHER = "nuage crayon tortue bocal sentier"
TOO_MANY = "Trop d'essais."
HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)

pytestmark = pytest.mark.usefixtures("cheap", "base")


class Counted(PasswordHasher):
    """A quick hasher that counts what it verifies."""

    verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
        self.verified += 1
        return super().verify(hash, password)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> Counted:
    hasher = Counted(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", hasher)
    return hasher


@pytest.fixture
def code(base: Database) -> str:
    """Create the espace of c.durand; give the recovery code."""
    return create(identifiant="c.durand")


@pytest.fixture
def cabinet(code: str) -> Cabinet:
    found: Cabinet = Cabinet.get()
    return found


@pytest.fixture
def vault(cabinet: Cabinet) -> Vault:
    return open_vault(cabinet, KEY)


def create(
    *,
    identifiant: str = "c.durand",
    cabinet: str = "Cabinet Martin",
    mot_de_passe: str = PASSWORD,
    siren: str = "",
) -> str:
    return create_espace(
        cabinet=cabinet,
        identifiant=identifiant,
        nom="Claire Durand",
        mot_de_passe=mot_de_passe,
        siren=siren,
        main_key=KEY,
        now=NOW,
    )


def enter(
    identifiant: str = "c.durand", password: str = PASSWORD, *, now: datetime = NOW
) -> Connexion:
    return log_in(identifiant, password, main_key=KEY, now=now)


def refusal(gesture: Callable[[], object]) -> str:
    """Return the sentence with which the gesture is refused."""
    with pytest.raises(LoginRefused) as caught:
        gesture()
    return str(caught.value)


def fail(times: int, identifiant: str = "c.durand", *, now: datetime = NOW) -> None:
    for _ in range(times):
        assert refusal(lambda: enter(identifiant, "faux", now=now)) == WRONG_PASSWORD


def reset(code: str, *, identifiant: str = "c.durand", nouveau: str = OTHER) -> str:
    return reset_password(identifiant, code, nouveau, main_key=KEY, now=NOW)


def verbs() -> list[str]:
    return [row.verbe for row in Operation.select().order_by(Operation.rang)]


# The espace


def test_a_new_base_holds_one_cabinet_its_keys_and_its_administrateur() -> None:
    assert is_empty()
    create(siren="000 000 018 00017")
    assert not is_empty()
    cabinet, person, cle = Cabinet.get(), Utilisateur.get(), Cle.get()
    assert (cabinet.nom, cabinet.siren, cabinet.cree_le) == ("Cabinet Martin", "000000018", NOW)
    assert (person.identifiant, person.nom, person.actif) == ("c.durand", "Claire Durand", True)
    assert person.role == Role.ADMINISTRATEUR
    assert cle.kek_id == KEY.kek_id
    vault = open_vault(cabinet, KEY)
    assert vault.is_open
    assert verbs() == ["creer_espace"]
    assert journal.verify(cabinet, vault) == journal.Verdict(1, 0, ())


def test_each_field_that_cannot_be_has_its_sentence_and_nothing_is_written() -> None:
    with pytest.raises(BadFields) as caught:
        create(cabinet=" ", identifiant="c durand", mot_de_passe="court", siren="12")
    assert set(caught.value.sentences) == {"cabinet", "identifiant", "mot_de_passe", "siren"}
    assert is_empty()
    assert not Utilisateur.select().exists()


@pytest.mark.parametrize("identifiant", ["", " ", "a", "a b", "a/b", "x" * 101, "\x1b[31m;"])
def test_an_identifiant_that_cannot_be_is_refused(identifiant: str) -> None:
    with pytest.raises(BadFields) as caught:
        create(identifiant=identifiant)
    assert set(caught.value.sentences) == {"identifiant"}


def test_the_password_may_hold_neither_the_identifiant_nor_the_cabinet() -> None:
    for words in ("girafe c.durand orange violon", "girafe martin orange violon"):
        with pytest.raises(BadFields, match="Retirez-le"):
            create(mot_de_passe=words)


def test_the_cabinet_s_own_siren_is_right_or_left_empty() -> None:
    with pytest.raises(BadFields, match="laissez ce champ vide"):
        create(siren="000 000 017")
    assert is_empty()
    create(siren="000 000 018")
    assert Cabinet.get().siren == "000000018"


def test_a_file_holds_one_cabinet_and_a_server_many(base: Database) -> None:
    create(identifiant="c.durand")
    if isinstance(base, SqliteDatabase):
        with pytest.raises(NotAllowed, match="déjà l'espace"):
            create(identifiant="m.petit", cabinet="Cabinet Petit")
        assert Cabinet.select().count() == 1
        return
    create(identifiant="m.petit", cabinet="Cabinet Petit")
    assert Cabinet.select().count() == 2
    with pytest.raises(BadFields) as caught:
        create(identifiant="M.PETIT", cabinet="Cabinet Petit")
    assert set(caught.value.sentences) == {"identifiant"}
    assert Cabinet.select().count() == 2
    assert enter("m.petit").cabinet.nom == "Cabinet Petit"


@pytest.mark.parametrize(("key", "why"), [(None, ABSENT), (MainKey(bytes(32)), FOREIGN)])
def test_without_its_key_the_espace_opens_and_the_vault_says_why(
    cabinet: Cabinet, key: MainKey | None, why: str
) -> None:
    came_in = log_in("c.durand", PASSWORD, main_key=key, now=NOW)
    assert not came_in.vault.is_open
    assert came_in.vault.why == why
    with pytest.raises(KeyMissing):
        came_in.vault.seal(b"x", row=uuid4(), field="nir")
    assert Operation.get(Operation.verbe == "connexion").sceau is None


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_nothing_secret_is_in_the_file(base: Database, code: str) -> None:
    assert isinstance(base, SqliteDatabase)
    next_code = reset(code)
    enter(password=OTHER)
    fail(1, "nuage crayon tortue")
    base.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(base.database, "rb") as file:  # noqa: PTH123
        content = file.read()
    for secret in (PASSWORD, OTHER, code, code.replace("-", ""), next_code, "nuage crayon"):
        assert secret.encode() not in content
    assert b"c.durand" in content


# Coming in


@pytest.mark.parametrize("typed", ["c.durand", " C.Durand ", "Ｃ.ｄｕｒａｎｄ"])
def test_the_right_password_lets_in(code: str, typed: str) -> None:
    first = enter(typed)
    assert first.cabinet.nom == "Cabinet Martin"
    assert first.utilisateur.identifiant == "c.durand"
    assert first.vault.is_open
    assert first.derniere_connexion is None


def test_failures_are_counted_until_the_next_connexion(code: str) -> None:
    person = enter().utilisateur
    fail(3, now=NOW + HOUR)
    assert Utilisateur.get_by_id(person.id).echecs == 3
    again = enter(now=NOW + 30 * DAY)
    assert again.derniere_connexion == NOW
    assert again.utilisateur.derniere_connexion == NOW + 30 * DAY
    assert again.utilisateur.echecs == 0


def test_connexions_and_failures_are_journalled_without_a_value(cabinet: Cabinet) -> None:
    fail(1)
    fail(1, "personne")
    enter()
    rows = list(Operation.select().order_by(Operation.rang))
    assert [row.verbe for row in rows] == ["creer_espace", "connexion_refusee", "connexion"]
    assert {row.champs for row in rows} == {"{}"}
    assert {row.utilisateur_id for row in rows} == {Utilisateur.get().id}
    assert journal.verify(cabinet, open_vault(cabinet, KEY)) == journal.Verdict(3, 0, ())


def test_a_hash_of_yesterday_is_renewed_at_the_next_connexion(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Utilisateur.get().hachage
    enter()
    assert Utilisateur.get().hachage == before
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", stronger)
    enter()
    assert not stronger.check_needs_rehash(Utilisateur.get().hachage)
    enter()


def test_a_password_changed_while_it_was_checked_lets_nobody_in(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed_meanwhile(hachage: str | None, password: str) -> bool:
        Utilisateur.update(hachage=passwords.hash_password(OTHER)).execute()
        return passwords.verify_password(hachage, password)

    monkeypatch.setattr(sign_in, "verify_password", changed_meanwhile)
    assert refusal(enter) == WRONG_PASSWORD
    assert "connexion" not in verbs()


# Nobody learns who exists


def people(cabinet: Cabinet, vault: Vault) -> tuple[str, ...]:
    """Give a known, an unknown and a disabled identifiant."""
    add_user(
        cabinet,
        identifiant="parti",
        nom="",
        role=Role.COLLABORATEUR,
        mot_de_passe=PASSWORD,
        by=None,
        vault=vault,
        now=NOW,
    )
    disable_user(cabinet, "parti", by=None, vault=vault, now=NOW)
    return "c.durand", "personne", "parti"


def answers(gesture: Callable[[datetime], object]) -> list[str]:
    """Give a day of answers to someone who insists."""
    instants = [NOW + minute * timedelta(minutes=7) for minute in range(100)]
    return [refusal(lambda now=now: gesture(now)) for now in instants]  # type: ignore[misc]


def test_known_unknown_and_disabled_get_the_same_answers_at_the_same_cost(
    cabinet: Cabinet, vault: Vault, cheap: Counted
) -> None:
    told = []
    for identifiant in people(cabinet, vault):
        before = cheap.verified
        said = answers(lambda now, who=identifiant: enter(who, "faux", now=now))  # type: ignore[misc]
        told.append((said, cheap.verified - before))
    assert told[0] == told[1] == told[2]
    said, verified = told[0]
    assert verified == said.count(WRONG_PASSWORD) < 20
    assert {sentence[:14] for sentence in said} == {WRONG_PASSWORD[:14], TOO_MANY}


def test_who_was_disabled_learns_it_by_the_right_password_alone(
    cabinet: Cabinet, vault: Vault
) -> None:
    people(cabinet, vault)
    assert refusal(lambda: enter("parti", "faux")) == WRONG_PASSWORD
    assert refusal(lambda: enter("parti", PASSWORD)) == CLOSED
    with pytest.raises(AccessClosed):
        enter("parti", PASSWORD)
    assert "connexion" not in verbs()


def test_codes_tell_no_more_than_passwords(cabinet: Cabinet, vault: Vault) -> None:
    told = [
        answers(
            lambda now, who=who: reset_password(who, "0" * 20, OTHER, main_key=KEY, now=now)  # type: ignore[misc]
        )
        for who in people(cabinet, vault)
    ]
    assert told[0] == told[1] == told[2]
    assert WRONG_CODE in told[0]


def test_a_weak_new_password_tells_nothing_to_who_has_no_code(code: str) -> None:
    weak = [
        refusal(lambda who=who: reset("0" * 20, identifiant=who, nouveau="Martin"))  # type: ignore[misc]
        for who in ("c.durand", "personne")
    ]
    assert weak == [WRONG_CODE, WRONG_CODE]


# Delays


def test_four_failures_are_free_and_the_fifth_makes_wait(code: str) -> None:
    fail(4)
    fail(1)
    assert refusal(enter) == "Trop d'essais. Réessayez dans 2\xa0minutes."
    assert refusal(lambda: enter(now=NOW + timedelta(seconds=89))).startswith(TOO_MANY)
    enter(now=NOW + timedelta(seconds=90))


def test_tries_that_come_too_soon_do_not_lengthen_the_wait(code: str) -> None:
    fail(5)
    for second in range(90):
        assert TOO_MANY in refusal(lambda: enter(now=NOW + timedelta(seconds=second)))  # noqa: B023
    enter(now=NOW + timedelta(seconds=90))


def test_coming_in_resets_the_delays(code: str) -> None:
    fail(4)
    enter()
    fail(5)


def test_delays_grow_to_two_hours_and_are_told_in_hours(code: str) -> None:
    now = NOW
    for failures in range(1, 14):
        fail(1, now=now)
        now += delay_after(failures)
    assert refusal(lambda: enter(now=now - HOUR)) == f"{TOO_MANY} Réessayez dans 1\xa0heure."
    said = refusal(lambda: enter(now=now - timedelta(seconds=4000)))
    assert said == f"{TOO_MANY} Réessayez dans 1\xa0heure 7\xa0minutes."
    enter(now=now)


def test_a_week_of_insisting_and_sleeping_never_gets_more_than_25_tries_a_day() -> None:
    empreinte = sign_in_delays.digest(sign_in_delays.PASSWORD, "c.durand", KEY)
    tries: list[datetime] = []
    now = NOW
    while now < NOW + 7 * DAY:
        with gesture():
            wait = sign_in_delays.count_try(empreinte, now)
        if not wait:
            tries.append(now)
        # Sleeping a day is what makes the brake forget.
        slept = DAY if len(tries) % 23 == 22 and not wait else wait
        now += slept or timedelta(seconds=1)
    assert len(tries) > 50
    assert max(sum(first <= t < first + DAY for t in tries) for first in tries) <= 25


def test_delays_survive_a_restart(code: str, base_url: str) -> None:
    fail(5)
    open_database(base_url)
    assert refusal(enter).startswith(TOO_MANY)


@pytest.mark.parametrize("jump", [timedelta(minutes=5), HOUR, 10 * YEAR])
def test_a_clock_that_goes_back_locks_out_for_two_hours_at_most(code: str, jump: timedelta) -> None:
    now = NOW
    for failures in range(1, 14):
        fail(1, now=now)
        now += delay_after(failures)
    last = now - timedelta(hours=2)
    assert refusal(lambda: enter(now=last - jump)).startswith(TOO_MANY)
    assert refusal(lambda: enter(now=last - jump + HOUR)).startswith(TOO_MANY)
    enter(now=last - jump + 2 * HOUR)


def test_a_clock_that_goes_forward_and_back_forgives_no_more_than_a_day(code: str) -> None:
    fail(5)
    fail(1, now=NOW + 10 * YEAR)
    fail(4, now=NOW)
    assert refusal(enter).startswith(TOO_MANY)
    enter(now=NOW + timedelta(seconds=90))


def test_a_try_counts_before_it_is_checked(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(hachage: str | None, password: str) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sign_in, "verify_password", killed)
        for _ in range(5):
            with pytest.raises(KeyboardInterrupt):
                enter()
    assert refusal(enter).startswith(TOO_MANY)


def test_tries_at_the_same_moment_all_count() -> None:
    empreinte = sign_in_delays.digest(sign_in_delays.PASSWORD, "c.durand", KEY)

    def insist(_: int) -> int:
        counted = 0
        for _ in range(3):
            with contextlib.suppress(StorageBusy), gesture():
                counted += not sign_in_delays.count_try(empreinte, NOW)
        database.close()
        return counted

    with ThreadPoolExecutor(8) as sessions:
        assert sum(sessions.map(insist, range(8))) == 5


def test_a_try_that_a_busy_base_makes_wait_counts_once(
    code: str, base: Database, base_url: str
) -> None:
    waiting = set[str]()

    def insist(password: str, identifiant: str = "c.durand") -> Connexion:
        return log_in(identifiant, password, main_key=KEY, now=NOW, waiting=waiting)

    with busy_base(base_url, base):
        for _ in range(6):
            with pytest.raises(StorageBusy):
                insist(PASSWORD)
    assert Utilisateur.get(Utilisateur.identifiant == "c.durand").echecs == 0
    insist(PASSWORD)
    assert not waiting
    with busy_base(base_url, base):
        for _ in range(6):
            with pytest.raises(StorageBusy):
                insist("faux")
    assert refusal(lambda: insist("faux")) == WRONG_PASSWORD
    fail(4)
    assert refusal(lambda: insist("faux")).startswith(TOO_MANY)


def test_each_password_that_a_busy_base_makes_wait_counts(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = set[str]()

    def busy(*_: object, **_more: object) -> None:
        raise StorageBusy("La base est occupée.")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "record", busy)
        for password in ("un", "deux", "trois", "un", "deux"):
            for _ in range(3):
                with pytest.raises(StorageBusy):
                    log_in("c.durand", password, main_key=KEY, now=NOW, waiting=waiting)
    # What was counted last still gets its answer, and no other does.
    for password, said in (("deux", WRONG_PASSWORD), ("deux", TOO_MANY), ("un", TOO_MANY)):
        assert refusal(
            lambda: log_in("c.durand", password, main_key=KEY, now=NOW, waiting=waiting)  # noqa: B023
        ).startswith(said)


def test_a_code_that_a_busy_base_makes_wait_counts_once(
    code: str, base: Database, base_url: str
) -> None:
    waiting = set[str]()

    def insist() -> str:
        return reset_password("c.durand", code, OTHER, main_key=KEY, now=NOW, waiting=waiting)

    with busy_base(base_url, base):
        for _ in range(6):
            with pytest.raises(StorageBusy):
                insist()
    insist()
    enter(password=OTHER)


@pytest.mark.postgresql
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_try_is_counted_though_another_session_comes_in_just_then(
    code: str, base: Database, base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Callable[..., object] = PostgresqlDatabase.execute_sql
    fail(1)
    with psycopg.connect(base_url, autocommit=True) as other:
        other.execute("SET lock_timeout = '50ms'")

        def execute_sql(self: PostgresqlDatabase, sql: str, *more: object) -> object:
            if sql.startswith('SELECT "t1"."empreinte"'):
                with contextlib.suppress(psycopg.errors.LockNotAvailable):
                    other.execute("DELETE FROM tentative")
            return asked(self, sql, *more)

        with monkeypatch.context() as patch:
            patch.setattr(PostgresqlDatabase, "execute_sql", execute_sql)
            fail(1)
    assert Tentative.get().echecs == 2


def test_counters_are_bounded_and_the_ones_that_say_most_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sign_in_delays, "MOST_ROWS", 6)
    fail(5, "visé")
    for number in range(20):
        fail(2, f"inconnu{number}", now=NOW + timedelta(seconds=number))
        assert Tentative.select().count() <= 6
    assert refusal(lambda: enter("visé")).startswith(TOO_MANY)


def test_counters_are_forgotten_after_a_day_and_name_nobody() -> None:
    fail(1, "c.durand")
    fail(1, "m.petit", now=NOW + DAY)
    assert Tentative.select().count() == 2
    fail(1, "m.petit", now=NOW + DAY + HOUR)
    assert Tentative.select().count() == 1
    row = Tentative.get()
    assert re.fullmatch("[0-9a-f]{64}", row.empreinte)
    assert row.empreinte != sign_in_delays.digest(sign_in_delays.PASSWORD, "m.petit", None)
    of_each_use = {
        sign_in_delays.digest(usage, "m.petit", key)
        for usage in (sign_in_delays.PASSWORD, sign_in_delays.CODE)
        for key in (KEY, None)
    }
    assert len(of_each_use) == 4


# A lost password


def test_a_code_changes_the_password_once(code: str) -> None:
    following = reset(code.lower().replace("-", " "))
    assert refusal(enter) == WRONG_PASSWORD
    enter(password=OTHER)
    assert refusal(lambda: reset(code)) == WRONG_CODE
    reset(following, nouveau=PASSWORD)
    enter()
    assert verbs().count("changer_mot_de_passe") == 2
    assert verbs().count("code_secours_refuse") == 1


def test_a_code_works_while_passwords_must_wait_and_ends_the_wait(code: str) -> None:
    fail(5)
    assert refusal(enter).startswith(TOO_MANY)
    reset(code)
    enter(password=OTHER)


def test_wrong_codes_wait_like_wrong_passwords(code: str) -> None:
    for _ in range(5):
        assert refusal(lambda: reset("0" * 20)) == WRONG_CODE
    assert refusal(lambda: reset(code)).startswith(TOO_MANY)
    enter()


def test_a_password_badly_chosen_keeps_the_code_good(code: str) -> None:
    for _ in range(8):
        with pytest.raises(BadFields) as caught:
            reset(code, nouveau="Martin Martin Martin")
        assert set(caught.value.sentences) == {"mot_de_passe"}
    reset(code)


def test_a_code_used_twice_at_the_same_moment_is_good_once(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def used_meanwhile(password: str) -> str:
        Utilisateur.update(code_secours_hachage=None).execute()
        return passwords.hash_password(password)

    monkeypatch.setattr(sign_in, "hash_password", used_meanwhile)
    assert refusal(lambda: reset(code)) == WRONG_CODE
    enter()


def issue_after_wrong_codes() -> str:
    for _ in range(5):
        assert refusal(lambda: reset("0" * 20)) == WRONG_CODE
    return issue_recovery_code("c.durand", main_key=KEY, now=NOW)


def test_a_code_given_on_the_machine_replaces_the_one_before(code: str) -> None:
    given = issue_recovery_code("C.DURAND", main_key=KEY, now=NOW)
    assert refusal(lambda: reset(code)) == WRONG_CODE
    enter()
    reset(given)
    reset(issue_after_wrong_codes(), nouveau=PASSWORD)
    row = Operation.get(Operation.verbe == "donner_code_secours")
    assert row.utilisateur_id is None
    assert row.champs == journal.canonical({"utilisateur": str(Utilisateur.get().uid)})
    with pytest.raises(NotFound, match="personne"):
        issue_recovery_code("personne", main_key=KEY, now=NOW)


# The people


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
    assert journal.verify(cabinet, vault).broken == ()


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
