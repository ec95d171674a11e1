"""Who may do what: a table, and nothing but it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from peewee import Database

from models.access.ssh_keys import add_key
from models.equipe import Equipe
from models.errors import KeyMissing, NotAllowed
from models.fiche import Fiche
from models.journal.journal import Journal
from models.labels import Regime, Role, Service
from models.modeles import Modeles
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.sealing.vault import ABSENT, Vault
from models.search.criteres import Criteres
from models.search.facettes import Tally
from models.tables import Operation, Utilisateur
from models.writing.changes import retire
from tests.cabinet import (
    NOON,
    colleague_of,
    employeur,
    independant,
    numero,
    open_portefeuille,
)
from tests.ssh_keys import ECDSA, ED25519


@pytest.mark.parametrize("change", [{"actif": False}, {"role": Role.CONSULTATION.value}])
def test_an_access_that_was_closed_meanwhile_changes_nothing(
    portefeuille: Portefeuille, change: dict[str, object]
) -> None:
    fiche = portefeuille.enroll(independant(1))
    mine = Utilisateur.id == portefeuille._utilisateur.id  # type: ignore[union-attr]
    Utilisateur.update(**change).where(mine).execute()
    for verb in sorted(WRITING - OF_ADMINISTRATORS):
        with pytest.raises(NotAllowed, match="a changé depuis votre connexion"):
            VERBS[verb](portefeuille, fiche)
    assert portefeuille.get(fiche.uid) == fiche
    assert portefeuille.page().total == 1


def first() -> str:
    """Give the identifiant of who came first: not of who acts."""
    return str(Utilisateur.select().order_by(Utilisateur.id).get().identifiant)


VERBS: dict[str, Callable[[Portefeuille, Fiche], object]] = {
    "page": lambda p, _: p.page(),
    "get": lambda p, f: p.get(f.uid),
    "uids": lambda p, _: p.uids(Criteres(), most=9),
    "mine": lambda p, _: p.mine(),
    "corbeille": lambda p, _: p.corbeille(),
    "corbeille_uids": lambda p, _: p.corbeille_uids(most=9),
    "several": lambda p, f: p.several([f.uid]),
    "with_siren": lambda p, f: p.with_siren(f.siren or ""),
    "with_compte": lambda p, _: p.with_compte(numero(1)),
    "enrolled_among": lambda p, f: p.enrolled_among([f.siren], [numero(1)]),
    "neighbour": lambda p, f: p.neighbour(f, Criteres(), 1),
    "called": lambda p, f: p.called(f.uid),
    "lacking_proof": lambda p, f: p.lacking_proof([f.uid]),
    "waiting_to_end": lambda p, f: p.waiting_to_end(f.siren, f.regime),
    "purge": lambda p, _: p.purge(),
    "seal": lambda p, _: p.seal(),
    "latest_gesture": lambda p, _: p.latest_gesture(),
    "here": lambda p, _: p.here(),
    "recent": lambda p, _: p.recent(5),
    "compteurs": lambda p, _: p.compteurs(),
    "personnes": lambda p, _: p.personnes(),
    "responsables": lambda p, _: p.responsables(),
    "tally": lambda p, _: p.tally(Criteres(), Tally()),
    "remember": lambda p, _: p.remember("vue", "dossier"),
    "enroll": lambda p, _: p.enroll(employeur(2)),
    "enroll_many": lambda p, _: p.enroll_many({uuid4(): employeur(2)}),
    "edit": lambda p, f: p.edit(f, independant(1, note="x", nir="")),
    "set_services": lambda p, f: p.set_services(f, frozenset({Service.DPAE})),
    "change_many": lambda p, f: p.change_many("resilier", [f], retire),
    "terminate": lambda p, f: p.terminate(f),
    "report": lambda p, f: p.report(f),
    "take_back": lambda p, f: p.take_back(f),
    "refuse": lambda p, f: p.refuse(f, motif="Non"),
    "reveal_nir": lambda p, f: p.reveal_nir(f),
    "reveal_nirs": lambda p, f: p.reveal_nirs([f.uid]),
    "modeles.all": lambda p, _: p.modeles.all(),
    "modeles.keep": lambda p, _: p.modeles.keep("Paie", frozenset({Service.DPAE})),
    "modeles.given": lambda p, _: p.modeles.given(Regime.GENERAL),
    "modeles.give": lambda p, _: p.modeles.give("DSN", Regime.GENERAL),
    "modeles.rename": lambda p, _: p.modeles.rename("DSN", "Paie"),
    "modeles.remove": lambda p, _: p.modeles.remove("DSN"),
    "journal.page": lambda p, _: p.journal.page(),
    "journal.length": lambda p, _: p.journal.length(),
    "journal.operations": lambda p, _: p.journal.operations(p.journal.page().lines[0].lot),
    "journal.line": lambda p, _: p.journal.line(p.journal.page().lines[0].lot),
    "journal.lot_of": lambda p, _: p.journal.lot_of(p.journal.page().lines[0].operation),
    "journal.differences": lambda p, _: p.journal.differences([p.journal.page().lines[0].lot]),
    "journal.clients": lambda p, f: p.journal.clients(f.siren),
    "journal.auteurs": lambda p, _: p.journal.auteurs(),
    "equipe.membres": lambda p, _: Equipe(p).membres(),
    "equipe.add": lambda p, _: Equipe(p).add(identifiant="x.y", nom="", role=Role.CONSULTATION),
    "equipe.change_role": lambda p, _: Equipe(p).change_role(first(), Role.CONSULTATION),
    "equipe.close": lambda p, _: Equipe(p).close(first()),
    "equipe.reopen": lambda p, _: Equipe(p).reopen(first()),
    "equipe.refuse_closing": lambda p, _: Equipe(p).refuse_closing(first()),
    "equipe.refuse_lowering": lambda p, _: Equipe(p).refuse_lowering(first()),
    "equipe.add_key": lambda p, _: Equipe(p).add_key(first(), ECDSA.text),
    "equipe.remove_key": lambda p, _: Equipe(p).remove_key(first(), ED25519.empreinte),
    "equipe.unlock": lambda p, _: Equipe(p).unlock(first()),
}
OF_THE_EQUIPE = {name for name in VERBS if name.startswith("equipe.")}

WRITING = {
    "enroll",
    "enroll_many",
    "edit",
    "set_services",
    "change_many",
    "terminate",
    "report",
    "refuse",
    "take_back",
    "reveal_nir",
    "reveal_nirs",
    "modeles.keep",
    "modeles.give",
    "modeles.rename",
    "modeles.remove",
    *(f"equipe.{verb}" for verb in ("add", "change_role", "close", "reopen", "unlock")),
    *("equipe.add_key", "equipe.remove_key"),
}
OF_ADMINISTRATORS = {"reveal_nirs", *OF_THE_EQUIPE}


def keyed(author: Portefeuille) -> None:
    """Give the first person a key, to be removed."""
    acting = {"by": None, "vault": author._vault, "now": NOON}
    add_key(author._cabinet, first(), ED25519.text, **acting)  # type: ignore[arg-type]


def test_the_rights_table_names_every_verb() -> None:
    named = {name: getattr(Portefeuille, name) for name in dir(Portefeuille)}
    verbs = {name for name, verb in named.items() if hasattr(verb, "roles")}
    public = {name for name, verb in named.items() if callable(verb) and not name.startswith("_")}
    assert public - verbs == {"announced", "gesture", "in_lot", "preference"}
    # Whose gesture it is counts too: tests/domain/test_gestes.py; and test_corbeille.py.
    verbs -= {"undo", "undoable", "restore"}
    modeles = {f"modeles.{n}" for n in vars(Modeles) if not n.startswith("_")}
    modeles.remove("modeles.undo")
    journal = {f"journal.{n}" for n, verb in vars(Journal).items() if hasattr(verb, "roles")}
    equipe = {f"equipe.{n}" for n in vars(Equipe) if not n.startswith("_")}
    assert verbs | modeles | journal | equipe == set(VERBS)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_allowed_by_the_table_and_only_by_it(
    base: Database, tmp_path: Path, verb: str, role: Role
) -> None:
    assert base is not None
    author = open_portefeuille(tmp_path)
    fiche = author.enroll(independant(1, comptes=(SaisieCompte(numero(1)),)))
    author.modeles.keep("DSN", frozenset({Service.DPAE}))
    somebody = colleague_of(author, "Marc Petit", role)
    keyed(author)
    before = Operation.select().count()
    reads_only = verb in WRITING and role is Role.CONSULTATION
    if reads_only or (verb in OF_ADMINISTRATORS and role is not Role.ADMINISTRATEUR):
        with pytest.raises(NotAllowed, match="consultation" if reads_only else "administrateur"):
            VERBS[verb](somebody, fiche)
        assert Operation.select().count() == before
        assert author.get(fiche.uid) == fiche
    else:
        VERBS[verb](somebody, fiche)
        assert Operation.select().count() == before + (verb in WRITING or verb == "seal")


@pytest.mark.parametrize("verb", VERBS)
def test_without_its_key_a_base_is_read_and_nothing_in_it_changes(
    portefeuille: Portefeuille, verb: str
) -> None:
    fiche = portefeuille.enroll(independant(1, comptes=(SaisieCompte(numero(1)),)))
    portefeuille.modeles.keep("DSN", frozenset({Service.DPAE}))
    cabinet, person = portefeuille._cabinet, portefeuille._utilisateur
    if verb in OF_ADMINISTRATORS:
        person = colleague_of(portefeuille, "Marc Petit", Role.ADMINISTRATEUR)._utilisateur
    blind = Portefeuille(cabinet, person, Vault.absent(cabinet.uid), now=lambda: NOON)
    assert (blind.may_write, blind.why_read_only) == (False, ABSENT)
    keyed(portefeuille)
    before = Operation.select().count()
    if verb in WRITING:
        with pytest.raises(KeyMissing, match="Clé absente"):
            VERBS[verb](blind, fiche)
    else:
        VERBS[verb](blind, fiche)
    assert Operation.select().count() == before
    assert portefeuille.get(fiche.uid) == fiche
