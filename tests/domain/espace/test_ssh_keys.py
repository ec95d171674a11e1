"""A key is a person: added, removed, named, of one person of the whole base."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import Database

from models.access.espace import create_espace, open_vault
from models.access.ssh_keys import add_key, open_keys, remove_key
from models.access.utilisateur import add_user, disable_user, enable_user
from models.errors import BadFields, BadValue, KeyMissing, NotAllowed, NotFound, Refusal
from models.journal.journal import Journal
from models.labels import Role
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey, Vault
from models.tables import Cabinet, CleSsh, Operation, Utilisateur
from models.writing import first_seals
from models.writing.author import Author
from models.writing.verifying import verify
from tests.cabinet import NIR
from tests.domain.bases import ON_POSTGRESQL, ON_SQLITE
from tests.domain.espace.people import KEY, NOW, PASSWORD, create, verbs
from tests.ssh_keys import ECDSA, ED25519, RSA, SHORT_RSA


@pytest.fixture
def petit(cabinet: Cabinet, vault: Vault) -> Utilisateur:
    """Add m.petit, who is no administrateur."""
    person = {"identifiant": "m.petit", "nom": "Marc Petit", "role": Role.COLLABORATEUR}
    add_user(cabinet, **person, by=None, vault=vault, now=NOW)  # type: ignore[arg-type]
    found: Utilisateur = Utilisateur.get(Utilisateur.identifiant == "m.petit")
    return found


def add(cabinet: Cabinet, vault: Vault, who: str, pasted: str, **more: object) -> None:
    given: dict[str, object] = {"by": None, **more}
    add_key(cabinet, who, pasted, vault=vault, now=NOW, **given)  # type: ignore[arg-type]


def remove(cabinet: Cabinet, vault: Vault, who: str, which: str, **more: object) -> None:
    given: dict[str, object] = {"by": None, **more}
    remove_key(cabinet, who, which, vault=vault, now=NOW, **given)  # type: ignore[arg-type]


@pytest.mark.usefixtures("petit")
def test_keys_are_added_named_and_removed(cabinet: Cabinet, vault: Vault) -> None:
    add(cabinet, vault, " M.Petit", f"{ED25519.text} portable de Marc")
    add(cabinet, vault, "c.durand", RSA.text, nom="bureau  de\tClaire", by=Utilisateur.get())
    add(cabinet, vault, "m.petit", ECDSA.text)
    found = open_keys(cabinet)
    assert [(one.identifiant, one.nom, one.kind) for one in found] == [
        ("c.durand", "bureau de Claire", "ssh-rsa"),
        ("m.petit", "portable de Marc", "ssh-ed25519"),
        ("m.petit", "", "ecdsa-sha2-nistp256"),
    ]
    assert [one.empreinte for one in open_keys(cabinet, "m.petit")] == [
        ED25519.empreinte,
        ECDSA.empreinte,
    ]
    remove(cabinet, vault, "m.petit", ED25519.empreinte.removeprefix("SHA256:"))
    assert [one.empreinte for one in open_keys(cabinet, "m.petit")] == [ECDSA.empreinte]
    assert verbs()[-4:] == ["ajouter_cle_ssh"] * 3 + ["retirer_cle_ssh"]
    assert CleSsh.select().count() == 3
    with pytest.raises(NotFound, match="n'a pas de clé SSH"):
        remove(cabinet, vault, "m.petit", ED25519.empreinte)


@pytest.mark.usefixtures("petit")
def test_an_open_key_is_of_one_person(cabinet: Cabinet, vault: Vault) -> None:
    add(cabinet, vault, "m.petit", ED25519.text)
    before = verbs()
    with pytest.raises(Refusal, match=r"«\sm\.petit\s» a déjà cette clé"):
        add(cabinet, vault, "m.petit", f"{ED25519.text} autre nom")
    with pytest.raises(Refusal, match=r"déjà celle de «\sm\.petit\s»"):
        add(cabinet, vault, "c.durand", ED25519.text)
    assert verbs() == before
    remove(cabinet, vault, "m.petit", ED25519.empreinte)
    add(cabinet, vault, "c.durand", ED25519.text)
    assert [one.identifiant for one in open_keys(cabinet)] == ["c.durand"]


@ON_POSTGRESQL
@pytest.mark.parametrize("known_before", [True, False])
def test_who_has_a_key_in_another_cabinet_is_not_named(
    cabinet: Cabinet, vault: Vault, known_before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(identifiant="autre", cabinet="Cabinet Petit")
    other = Cabinet.get(Cabinet.nom == "Cabinet Petit")
    add(other, open_vault(other, KEY), "autre", ED25519.text)
    if not known_before:
        monkeypatch.setattr("models.access.ssh_keys._refuse_taken", lambda *_: None)
    with pytest.raises(Refusal, match="celle de quelqu'un") as caught:
        add(cabinet, vault, "c.durand", ED25519.text)
    assert "autre\xa0»" not in str(caught.value)
    assert open_keys(cabinet) == ()
    with pytest.raises(NotFound):
        remove(cabinet, vault, "autre", ED25519.empreinte)
    with pytest.raises(NotFound):
        open_keys(cabinet, "autre")


def test_only_an_administrateur_gives_and_takes_keys(
    cabinet: Cabinet, vault: Vault, petit: Utilisateur
) -> None:
    add(cabinet, vault, "c.durand", RSA.text)
    before = verbs()
    with pytest.raises(NotAllowed, match="Seul un administrateur"):
        add(cabinet, vault, "m.petit", ED25519.text, by=petit)
    with pytest.raises(NotAllowed, match="Seul un administrateur"):
        remove(cabinet, vault, "c.durand", RSA.empreinte, by=petit)
    with pytest.raises(KeyMissing):
        add(cabinet, Vault.absent(cabinet.uid), "m.petit", ED25519.text)
    assert (verbs(), [one.empreinte for one in open_keys(cabinet)]) == (before, [RSA.empreinte])


@pytest.mark.usefixtures("petit")
def test_a_closed_access_takes_no_key_and_keeps_its_own(cabinet: Cabinet, vault: Vault) -> None:
    add(cabinet, vault, "m.petit", ED25519.text)
    disable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
    with pytest.raises(Refusal, match="est fermé"):
        add(cabinet, vault, "m.petit", ECDSA.text)
    (key,) = open_keys(cabinet)
    assert (key.identifiant, key.actif) == ("m.petit", False)
    enable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
    assert [one.actif for one in open_keys(cabinet)] == [True]


@pytest.mark.parametrize("which", ["", "portable", ED25519.text, "SHA256:", "1 02 03 99 999 999"])
def test_what_is_no_fingerprint_is_refused_and_not_repeated(
    cabinet: Cabinet, vault: Vault, which: str
) -> None:
    with pytest.raises(BadValue, match="Ce n'est pas l'empreinte") as caught:
        remove(cabinet, vault, "c.durand", which)
    assert not which or which not in str(caught.value).replace(ED25519.empreinte, "")


@pytest.mark.parametrize(
    ("who", "pasted", "nom", "refusal"),
    [
        ("personne", ED25519.text, "", NotFound),
        ("c.durand", SHORT_RSA, "", BadValue),
        ("c.durand", ED25519.text, "x" * 101, BadFields),
        ("c.durand", ED25519.text, f"poste de {NIR}", BadFields),
        ("c.durand", f"{ED25519.text} {'x' * 101}", "", BadFields),
    ],
)
def test_what_is_refused_leaves_nothing(
    cabinet: Cabinet, vault: Vault, who: str, pasted: str, nom: str, refusal: type[Refusal]
) -> None:
    before = verbs()
    with pytest.raises(refusal):
        add(cabinet, vault, who, pasted, nom=nom)
    assert (verbs(), CleSsh.select().count()) == (before, 0)


@pytest.mark.usefixtures("petit")
def test_the_journal_says_whose_key_and_which(cabinet: Cabinet, vault: Vault) -> None:
    add(cabinet, vault, "m.petit", ED25519.text)
    remove(cabinet, vault, "m.petit", ED25519.empreinte)
    journal = _journal(cabinet, vault)
    removed, added = journal.page().lines[:2]
    assert (added.title, added.nom) == ("Clé SSH ajoutée", "Marc Petit")
    assert (removed.title, removed.nom) == ("Clé SSH retirée", "Marc Petit")
    for line, sides in ((added, ("", ED25519.empreinte)), (removed, (ED25519.empreinte, ""))):
        ((found,),) = journal.differences([line.lot]).values()
        assert (found.what, found.before, found.after) == ("Clé SSH", *sides)


def _journal(cabinet: Cabinet, vault: Vault) -> Journal:
    return Portefeuille(cabinet, Utilisateur.get(), vault, now=lambda: NOW).journal


@ON_SQLITE
def test_all_seals_at_once_are_of_the_keys_too(base: Database, tmp_path: Path) -> None:
    assert base is not None
    main_key = MainKey.create(tmp_path / "cle")
    words = {"cabinet": "Cabinet Martin", "identifiant": "c.durand", "mot_de_passe": PASSWORD}
    create_espace(**words, main_key=main_key, now=NOW)
    cabinet = Cabinet.get()
    vault = open_vault(cabinet, main_key)
    add(cabinet, vault, "c.durand", ED25519.text)
    assert verify(cabinet, vault).wrong == ()
    first_seals.seal_all(Author(cabinet, None, vault, NOW))
    champs = Operation.get(Operation.verbe == "sceller").details
    assert champs == {"lignes": 2}
    assert verify(cabinet, vault).wrong == ()
    CleSsh.update(nom="autre").execute()
    assert "Clés SSH changées" in verify(cabinet, vault).wrong[-1]
