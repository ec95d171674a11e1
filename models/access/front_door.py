"""The door of a base: what the login and its neighbours ask for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from models.access import espace, sign_in
from models.access.main_key import load_main_key, main_key_for_new_espace
from models.access.new_user import Faults, identifiant_key
from models.access.passwords import check_password_rule, check_twice_the_same
from models.access.sources import source_of
from models.access.ssh_keys import who_comes
from models.clock import now
from models.errors import LoginRefused, StorageFailure
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from models.storage.opening import close_database, open_database
from models.writing.author import PROOFS_KEPT


@dataclass(frozen=True)
class Secrets:
    """What is shown once; `cle_principale` is None when the key was already there."""

    code_secours: str = field(repr=False)
    cle_principale: str | None = field(repr=False)
    cle_fichier: str


ASKED = {
    "identifiant": "Saisissez votre identifiant.",
    "code": "Saisissez votre code de secours.",
}
NO_ESPACE = "Un espace se crée sur le serveur, pas par SSH."


class FrontDoor:
    """Opens the base at `base` and the main key in the file `cle`, and lets people in.

    None: the base is open already.

    Where somebody came through sshd by the key `empreinte`, it lets in `only` that person, as long
    as the key is open. Every refusal is a sentence (models.errors); StorageFailure and StorageBusy
    may come from all.
    """

    def __init__(
        self,
        base: str | None,
        cle: Path,
        proofs_kept: timedelta = PROOFS_KEPT,
        *,
        only: str = "",
        empreinte: str = "",
    ) -> None:
        self._cle = cle
        self._proofs_kept = proofs_kept
        self._only = only
        self._empreinte = empreinte
        self._source = source_of(empreinte)
        self._waiting = set[str]()
        if base is not None:
            open_database(base)

    def is_first_run(self) -> bool:
        """Whether nobody has created an espace on this base."""
        return espace.is_empty()

    def log_in(self, identifiant: str, mot_de_passe: str) -> Portefeuille:
        """Let somebody in; LoginRefused otherwise.

        The rows are sealed if they never were, and what has had its time leaves the base.
        """
        self._refuse_others(identifiant)
        key = load_main_key(self._cle)
        session = sign_in.log_in(identifiant, mot_de_passe, **self._try(key))
        portefeuille = Portefeuille(
            session.cabinet,
            session.utilisateur,
            session.vault,
            now=now,
            proofs_kept=self._proofs_kept,
        )
        # What cannot leave now, as when another session writes, leaves at the next opening.
        with suppress(StorageFailure):
            portefeuille.seal()
            portefeuille.purge()
        return portefeuille

    def create_espace(
        self,
        *,
        cabinet: str,
        siren: str,
        identifiant: str,
        nom: str,
        mot_de_passe: str,
        confirmation: str | None = None,
    ) -> Secrets:
        """Create the cabinet, its main key and its first administrateur.

        BadFields names all that is wrong in what was typed, the password that was typed twice too.
        """
        if self._empreinte:
            raise LoginRefused(NO_ESPACE)
        new = espace.check_espace(
            cabinet=cabinet,
            siren=siren,
            identifiant=identifiant,
            nom=nom,
            mot_de_passe=mot_de_passe,
            confirmation=confirmation,
        )
        key, is_new = main_key_for_new_espace(self._cle)
        code = new.create(key, now())
        return Secrets(code, key.printed if is_new else None, str(self._cle))

    def reset_password(
        self, identifiant: str, code: str, nouveau: str, confirmation: str | None = None
    ) -> str:
        """Set a new password with the recovery code; gives the next recovery code.

        BadFields names all that is wrong in what was typed, before the code is tried: tries are
        counted.
        """
        check_reset(identifiant, code, nouveau, nouveau if confirmation is None else confirmation)
        self._refuse_others(identifiant)
        key = load_main_key(self._cle)
        return sign_in.reset_password(identifiant, code, nouveau, **self._try(key))

    def _try(self, key: MainKey | None) -> dict[str, Any]:
        """Give what a try comes with."""
        return {"main_key": key, "now": now(), "waiting": self._waiting, "source": self._source}

    def _refuse_others(self, identifiant: str) -> None:
        """Raise LoginRefused to whoever the key is not of, NotAllowed if it was closed."""
        if not self._empreinte:
            return
        who_comes(self._only, self._empreinte)
        if identifiant_key(identifiant) != self._only:
            raise LoginRefused(
                f"Votre clé SSH est celle de « {self._only} », et n'ouvre que cet accès."
            )

    def close(self) -> None:
        """Close the base."""
        close_database()


def check_reset(identifiant: str, code: str, nouveau: str, confirmation: str) -> None:
    """Raise BadFields for what can be told without the base: of the person, their identifiant."""
    wrong = Faults()
    asked = {"identifiant": identifiant, "code": code}
    wrong.sentences |= {name: ASKED[name] for name, typed in asked.items() if not typed.strip()}
    key = identifiant_key(identifiant)
    wrong.read(
        "mot_de_passe", lambda: check_password_rule(nouveau, identifiant=key, cabinet=""), None
    )
    wrong.read("confirmation", lambda: check_twice_the_same(nouveau, confirmation), None)
    wrong.raise_any()
