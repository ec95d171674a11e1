"""`sauvegarder`, `restaurer`, `verifier`, `migrer`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from models.access.espace import open_vault
from models.access.main_key import load_main_key
from models.cleaning import one_line
from models.clock import now
from models.errors import Unsound
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from models.storage.backup import check_database, save_backup
from models.storage.failures import reading
from models.storage.kept_backups import save_in
from models.storage.opening import open_database
from models.storage.restoring import restore_backup
from models.storage.schema import grant_application_role, migrate
from models.tables import Cabinet
from models.wording import count
from models.writing import journal
from tui.config import Config
from tui.verbs.opened import opened, patiently

UNVERIFIED = "Les sceaux du journal n'ont pas été vérifiés."


def sauvegarder(options: Namespace, config: Config) -> None:
    """Save the base to a new file, or among those of a folder."""
    gone: list[Path] = []
    with opened(config):
        if options.dans:
            made, gone = save_in(options.dans, options.garder)
        else:
            made = save_backup(options.fichier)
    held = made.contents
    print(f"Sauvegarde faite et vérifiée\u00a0: {made.path}")
    print(
        f"Elle contient {count(held.cabinets, 'cabinet')}, {count(held.clients, 'client')}, "
        f"{count(held.operations, 'opération')}. La clé principale n'y est pas\u00a0: "
        "gardez-la ailleurs."
    )
    for old in gone:
        print(f"Ancienne sauvegarde supprimée\u00a0: {old}")


def restaurer(options: Namespace, config: Config) -> None:
    """Put a backup in the place of the base."""
    kept = restore_backup(options.fichier, config.base)
    print(f"Sauvegarde restaurée\u00a0: {options.fichier}")
    if kept:
        print(f"Ce qui était là est gardé dans {kept}")


def verifier(options: Namespace, config: Config) -> None:  # noqa: ARG001 - all verbs are called alike
    """Check the base and the seals of its journal; Unsound says what is wrong.

    What has had its time leaves a base that is sound.
    """
    with opened(config):
        wrong = list(check_database())
        key = load_main_key(config.cle)
        unread = ""
        with reading():
            for cabinet in Cabinet.select():
                vault = open_vault(cabinet, key)
                unread = unread or vault.why
                verdict = journal.verify(cabinet, vault)
                if verdict.broken:
                    ranks = ", ".join(str(rank) for rank in verdict.broken[:5])
                    wrong.append(f"Le journal a été altéré aux opérations {ranks}.")
                nom = one_line(cabinet.nom)
                print(f"{nom}\u00a0: {count(verdict.operations, 'opération')} au journal.")
                if verdict.unsealed:
                    print(f"Écrites sans la clé, donc sans sceau\u00a0: {verdict.unsealed}.")
        if not wrong:
            _purge(config, key)
    if wrong:
        raise Unsound("\n".join(wrong))
    if unread:
        raise Unsound(f"{UNVERIFIED} {unread}")
    print("La base est saine.")


def _purge(config: Config, key: MainKey | None) -> None:
    """Let go, in each cabinet, what has had its time, and say so."""
    with reading():
        cabinets = [*Cabinet.select()]
    for cabinet in cabinets:
        vault, nom = open_vault(cabinet, key), one_line(cabinet.nom)
        here = Portefeuille(cabinet, None, vault, now=now, proofs_kept=config.proofs_kept)
        gone = patiently(here.purge)
        if gone.erased:
            whose = count(gone.erased, "client")
            print(f"{nom} : montant ou numéro de sécurité sociale effacé, {whose}.")
        if gone.archived:
            print(f"{nom}\u00a0: {count(gone.archived, 'client')} aux archives.")


def migrer(options: Namespace, config: Config) -> None:
    """Bring the schema up to date, and give the application's role its rights."""
    base = open_database(config.base, migrate=False)
    done = migrate(base)
    if options.role_application:
        grant_application_role(base, options.role_application)
    print(f"Migrations faites\u00a0: {', '.join(done) or 'aucune, la base est à jour'}.")
