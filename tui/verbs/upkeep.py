"""`verifier`, `migrer`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import nullcontext, redirect_stdout, suppress
from functools import partial
from io import StringIO

from models.access.espace import cabinets_of, open_vault
from models.access.main_key import load_main_key
from models.cleaning import one_line
from models.clock import now
from models.errors import KeyMissing, StorageBusy, StorageFailure, Unsound
from models.portefeuille import Portefeuille
from models.storage.backup import check_database
from models.storage.failures import explaining, reading
from models.storage.opening import close_database, open_database
from models.storage.schema import grant_application_role, migrate
from models.storage.upkeep_log import CHECKED, SAVED
from models.system_log import Weight, tell
from models.wording import count, show_number
from models.writing.author import Author
from models.writing.first_seals import note_upkeep, seal_once
from models.writing.verifying import verify
from tui.config import Config
from tui.verbs import json_rows
from tui.verbs.health import UNKNOWN, in_words, noted, of_the_base, of_the_machine
from tui.verbs.opened import opened, patiently, person_of

BY_THE_SERVERS = (
    "À faire une fois par qui administre PostgreSQL, dans cette base (sudo -u postgres psql)\u00a0:"
)
UNVERIFIED = "Les sceaux du journal n'ont pas été vérifiés."


def verifier(options: Namespace, config: Config) -> None:
    """Check the base and the seals of its journal; Unsound says what is wrong.

    What has had its time leaves a base that is sound. Who came through sshd only reads, and of
    the journals their own. In JSON nothing else is printed, and the exit status is the same.
    """
    machine, base, said = of_the_machine(config), dict(UNKNOWN), StringIO()
    with opened(config), redirect_stdout(said) if options.json else nullcontext():
        with suppress(StorageFailure):  # which the check tells better
            base = of_the_base(person_of(config))
        wrong = list(check_database())
        unread = ""
        try:
            authors = authors_of(config)
        except KeyMissing as refusal:
            # The file is there, and is not to be read: open to others, no key, a link.
            authors, unread = iter(()), str(refusal)
        for author in authors:
            unread = unread or author.vault.why
            wrong += _wrong_journal(author)
        if not (wrong or unread or config.empreinte):
            _purge(config)
    wrong = [*dict.fromkeys(wrong)]
    unsound = wrong or ([f"{UNVERIFIED} {unread}"] if unread else [])
    tell("verification", Weight.ERROR if wrong else Weight.INFO, saine="non" if unsound else "oui")
    if not (unsound or config.empreinte):
        noted(config, CHECKED, now())
    if options.json:
        verdict = {"saine": not unsound, "fautes": wrong, "non_verifie": unread or None}
        found = {"constats": said.getvalue().splitlines()}
        print(json_rows.one({**verdict, **found, **base, **machine}))
    if unsound:
        raise Unsound("\n".join(unsound))
    if not options.json:
        print(in_words(config, SAVED))
        print("La base est saine.")


def authors_of(config: Config) -> Iterator[Author]:
    """Give who acts in each cabinet of the base, in sight meanwhile, with its keys if they are.

    That is the command line; who came through sshd has theirs alone.
    """
    key, person = load_main_key(config.cle), person_of(config)
    return (Author(one, person, open_vault(one, key), now()) for one in cabinets_of(person))


def write_down(author: Author, verbe: str, champs: Mapping[str, object]) -> None:
    """Write in the journal what was done to the base, where its key allows it."""
    if author.vault.is_open:
        patiently(partial(note_upkeep, author, verbe, champs))
    else:
        print(f"Le journal n'en dit rien. {author.vault.why}")


def _wrong_journal(author: Author) -> list[str]:
    """Read the journal of a cabinet again, say what was read, give what is wrong."""
    try:
        patiently(partial(seal_once, author))
        with reading():
            verdict = verify(author.cabinet, author.vault)
    except StorageBusy:
        raise
    except StorageFailure as refusal:
        return [str(refusal)]
    nom = one_line(author.cabinet.nom)
    print(f"{nom} : {count(verdict.operations, 'opération')} au journal.")
    if verdict.unsealed:
        print(f"Écrites sans la clé, donc sans sceau : {show_number(verdict.unsealed)}.")
    if verdict.unread:
        print(f"D'avant la clé d'aujourd'hui, donc non vérifiées : {show_number(verdict.unread)}.")
    return list(verdict.wrong)


def _purge(config: Config) -> None:
    """Let go, in each cabinet, what has had its time, and say so."""
    for author in authors_of(config):
        kept, nom = config.proofs_kept, one_line(author.cabinet.nom)
        here = Portefeuille(author.cabinet, None, author.vault, now=now, proofs_kept=kept)
        gone = patiently(here.purge)
        if gone.erased:
            whose = count(gone.erased, "client")
            print(f"{nom} : montant ou numéro de sécurité sociale effacé, {whose}.")
        if gone.archived:
            print(f"{nom} : {count(gone.archived, 'client')} aux archives.")


def migrer(options: Namespace, config: Config) -> None:
    """Bring the schema up to date, and give the application's role its rights.

    The journal then has what was done, and its head is kept beside the key, if it was not.
    """
    try:
        base = open_database(config.base, migrate=False)
        with explaining("Mise à jour de la base"):
            done = migrate(base)
        role = options.role_application
        left = grant_application_role(base, role) if role else []
        for author in authors_of(config):
            head = author.vault.head
            if done:
                write_down(author, "migrer", {"migrations": list(done)})
            elif head and head.kept is None:
                write_down(author, "poser_tete", {})
    finally:
        close_database()
    print(f"Migrations faites : {', '.join(done) or 'aucune, la base est à jour'}.")
    if left:
        print(BY_THE_SERVERS)
        print("\n".join(f"{statement};" for statement in left))
