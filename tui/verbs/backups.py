"""`sauvegarder`, `restaurer`, and the trial of a backup."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from models.access import authorized_keys
from models.access.authorized_keys import KeysNotWritten
from models.access.main_key import load_main_key
from models.access.put_back import tell_put_back
from models.backups.age_files import decrypter, encrypter
from models.backups.one_nir import NO_KEY, OneNir
from models.backups.trial import Proof, try_backup
from models.clock import now
from models.command import command
from models.errors import KeyMissing, Refusal, StorageFailure, Unsound
from models.storage.backup import save_backup
from models.storage.engine import Contents
from models.storage.kept_backups import save_in
from models.storage.restoring import Decrypt, restore_backup
from models.storage.upkeep_log import PROVED, SAVED
from models.system_log import Weight, tell
from models.wording import count, show_moment
from models.writing.known_head import RESTORED
from tui.config import Config
from tui.verbs.health import noted
from tui.verbs.opened import opened, patiently
from tui.verbs.upkeep import authors_of, write_down

TRIED = "Rien n'a été changé, et la copie d'essai est effacée."


def sauvegarder(options: Namespace, config: Config) -> None:
    """Save the base to a new file, or among those of a folder; encrypted, for its recipients."""
    gone: list[Path] = []
    encrypt, look = encrypter(options.pour or config.destinataires), _looking(config)
    with opened(config), _told(SAVED):
        if options.dans:
            made, gone = save_in(options.dans, options.garder, encrypt=encrypt, look=look)
        else:
            made = save_backup(options.fichier, encrypt=encrypt, look=look)
    done = "faite, vérifiée et chiffrée" if encrypt else "faite et vérifiée"
    print(f"Sauvegarde {done} : {made.path}")
    print(f"{_held(made.contents)} La clé principale n'y est pas : gardez-la ailleurs.")
    for old in gone:
        print(f"Ancienne sauvegarde supprimée : {old}")
    if not look.sound:
        raise Unsound(
            f"{look.said} La sauvegarde est gardée, aucune autre n'a été supprimée. "
            f"Voyez « {command('verifier')} »."
        )
    print(look.said)
    noted(config, SAVED, now())


def _looking(config: Config) -> OneNir:
    """Give what reads one NIR of the backup, if the main key is there and may be read."""
    try:
        return OneNir(load_main_key(config.cle))
    except KeyMissing as refusal:
        look = OneNir(None)
        look.without = f"{NO_KEY} {refusal}"
        return look


def _held(contents: Contents) -> str:
    return (
        f"Elle contient {count(contents.cabinets, 'cabinet')}, "
        f"{count(contents.clients, 'client')}, {count(contents.operations, 'opération')}."
    )


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Tell the log of the machine that it was done, or that it was not."""
    try:
        yield
    except Refusal as refusal:
        tell(f"{what}_refusee", Weight.ERROR, cause=type(refusal).__name__)
        raise
    tell(what)


def restaurer(options: Namespace, config: Config) -> None:
    """Put a backup in the place of the base, try it, or say that an earlier base is there."""
    if options.constater:
        _tell_put_back(options, config)
        return
    decrypt = decrypter(options.fichier, options.identite)
    if options.essai:
        _try(options, config, decrypt)
        return
    with _told("restauration"):
        kept = restore_backup(options.fichier, config.base, decrypt=decrypt)
    print(f"Sauvegarde restaurée : {options.fichier}")
    if kept:
        print(f"Ce qui était là est gardé dans {kept}")
    try:
        with opened(config):
            for author in authors_of(config):
                head = author.vault.head
                known = head.kept if head else None
                # What is restored lets go what came after it, on other machines too.
                champs = {"sauvegarde": options.fichier.name, "tete": known[0] if known else 0}
                write_down(author, RESTORED, champs)
            authorized_keys.write()
    except KeysNotWritten:
        raise
    except StorageFailure as refusal:
        print(f"Le journal n'en dit rien. {refusal}")


def _tell_put_back(options: Namespace, config: Config) -> None:
    """Have an administrateur tell the journal that an earlier base was put back."""
    password = sys.stdin.readline().rstrip("\r\n")
    told = partial(tell_put_back, path=config.cle, clock=now, waiting=set())
    with opened(config):
        found = patiently(lambda: told(options.identifiant, password))
    tell("base_remise_en_place", Weight.NOTICE)
    print("Le journal dit désormais qu'une base d'avant a été remise en place.")
    when = f", du {show_moment(found.depuis)}" if found.depuis else ""
    print(f"Elle s'arrêtait au plus tard à l'opération {found.rang}{when}.")
    if found.jusqu_a:
        lost, until = count(found.perdues, "opération"), show_moment(found.jusqu_a)
        print(f"Il en manque au moins {lost}, jusqu'au {until} au plus tard : ce qui a été fait")
        print("entre ces deux instants n'y est plus, et reste à refaire.")
    else:
        print("Cette machine n'en connaît aucune autre, qui n'y serait plus.")
    print(f"La fin du journal est retenue de nouveau. Voyez « {command('verifier')} ».")


def _try(options: Namespace, config: Config, decrypt: Decrypt | None) -> None:
    """Try a backup, say what was seen, and note that it is good; Unsound, if it is not."""
    key = load_main_key(config.cle)
    with _told(PROVED):
        proof = try_backup(options.fichier, key, config.base, decrypt=decrypt)
        _say(proof, options)
        if wrong := [*dict.fromkeys(proof.wrong + proof.unverified)]:
            raise Unsound("\n".join(wrong))
    noted(config, PROVED, now())
    print("La sauvegarde est bonne.")


def _say(proof: Proof, options: Namespace) -> None:
    """Say what a trial saw."""
    kind = "chiffrée, elle s'ouvre" if options.identite else "en clair"
    digest = "empreinte conforme" if proof.digest else "sans empreinte à côté"
    print(f"Sauvegarde essayée : {options.fichier} ({kind} ; {digest}).")
    print(_held(proof.contents))
    if proof.last:
        print(f"Sa dernière opération est du {show_moment(proof.last)}.")
    for line in proof.said:
        print(line)
    print(TRIED)
