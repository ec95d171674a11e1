"""What lies on the disk: whose it is, who may change it, where a link leads."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from models.backups.age_keys import read_recipients
from models.errors import NotFound, Unsound
from models.storage.postgresql_engine import SCHEMES
from models.storage.sqlite_engine import SQLITE
from tui.config import Config, load
from tui.verbs.server.checking.checks import Check
from tui.verbs.server.installing import account
from tui.verbs.server.installing.comparing import difference, mode_of, named
from tui.verbs.server.installing.declared import Owner, declared
from tui.verbs.server.installing.places import Places, program_files

AGAIN = "« serveur installer » le remet"
SHADOW = Path("/etc/shadow")
SAFE = ("data", "keys_folder", "backups", "session", "admin", "settings", "drop_in")


def checks(places: Places) -> Iterator[Check]:
    """Give the checks of what lies on the disk."""
    if not places.is_trial:
        name = places.account.name
        yield Check(f"compte {name}", partial(account.wrong, places), AGAIN)
        advice = f"usermod --password '*' {name}"
        yield Check(f"compte {name} sans mot de passe", partial(_password, name), advice)
    for item in declared(places):
        yield Check(f"{item.path} : {item.what}", partial(difference, item, places), AGAIN)
    for place in SAFE:
        path = getattr(places, place)
        mend = "remettez le dossier à root, sans droit d'écriture aux autres (chown, chmod)"
        yield Check(f"chemin de {path}", partial(unsafe, path, places), mend)
    for folder in (places.data, places.keys_folder, places.backups):
        mend = f"chown {places.account.name}: et chmod go= sur ce qui est nommé"
        yield Check(f"contenu de {folder}", partial(foreign, folder, places), mend)
    mend = f"rm -r ce qui est dans {places.home}"
    yield Check(f"accueil vide : {places.home}", partial(_home, places), mend)
    mend = "réinstallez le programme en root, dans /opt/portefeuille"
    yield Check("programme", partial(_program, places), mend)
    yield Check("réglages", partial(_settings, places), f"corrigez {places.settings}")
    yield from _of_backups(places)
    create = f"{places.admin} creer-espace, comme « serveur installer » le dit"
    yield Check("base", partial(_there, _base, places), create)
    yield Check("clé principale", partial(_there, _main_key, places), create)


def unsafe(path: Path, places: Places) -> str:
    """Say what on the way to `path` is a link, somebody else's, or writable by others."""
    root = Owner.ROOT.numbers(places)[0]
    for one in (path, *path.parents):
        status = one.lstat()
        if stat.S_ISLNK(status.st_mode):
            return f"{one} est un lien, vers {one.readlink()}"
        if status.st_uid not in (0, root, places.account.uid):
            return f"{one} appartient à {named(status.st_uid)}"
        if status.st_mode & 0o022 and not _is_sticky(status, one, path):
            return f"{one} : d'autres peuvent y écrire, {mode_of(status)}"
    return ""


def foreign(folder: Path, places: Places) -> str:
    """Say what in a folder of the account is a link, another's, or open to others."""
    for one in sorted(folder.iterdir()):
        status = one.lstat()
        if stat.S_ISLNK(status.st_mode):
            return f"{one} est un lien, vers {one.readlink()}"
        if status.st_uid != places.account.uid:
            return f"{one} appartient à {named(status.st_uid)}"
        if status.st_mode & 0o077:
            return f"{one} : droits {mode_of(status)}, attendus 0600 ou moins"
    return ""


def read_settings(places: Places) -> Config:
    """Read the settings of the server; BadConfig."""
    return load({}, file=places.settings)


def _is_sticky(status: os.stat_result, one: Path, path: Path) -> bool:
    """Tell a folder like /tmp: others write there, and take nothing that is not theirs."""
    return one != path and bool(status.st_mode & stat.S_ISVTX)


def _password(name: str) -> str:
    for row in SHADOW.read_text("utf-8", "replace").splitlines():
        who, secret, *_ = [*row.split(":"), ""]
        if who == name:
            return "" if secret.startswith(("*", "!")) else "il en a un"
    return f"{SHADOW} ne le connaît pas"


def _home(places: Places) -> str:
    held = sorted(one.name for one in places.home.iterdir())
    return f"il contient {', '.join(held)}" if held else ""


def _program(places: Places) -> str:
    owner = Owner.ROOT.numbers(places)[0]
    return next((why for path in program_files() if (why := account.changeable(path, owner))), "")


def _settings(places: Places) -> str:
    config = read_settings(places)
    if config.cles != places.keys:
        return f"cles = {config.cles}, attendu {places.keys}"
    if config.lanceur != str(places.session):
        return f"lanceur = {config.lanceur}, attendu {places.session}"
    return ""


def _of_backups(places: Places) -> Iterator[Check]:
    """Give the checks of whom the backups are encrypted for."""
    known = partial(_recipients, places)
    yield Check("destinataires des sauvegardes", known, f"corrigez {places.settings}")
    mend = (
        f"« portefeuille cle destinataire » sur une autre machine, puis destinataires, sous "
        f"[serveur], dans {places.settings}"
    )
    yield Check("sauvegardes chiffrées", partial(_plain, places), mend, required=False)


def _recipients(places: Places) -> str:
    read_recipients(read_settings(places).destinataires)
    return ""


def _plain(places: Places) -> str:
    given = read_settings(places).destinataires
    return "" if given else "aucun destinataire : qui en prend une copie lit les clients"


def _base(config: Config) -> Path | None:
    """Give the file of the base; None, if a server has it."""
    if config.base.startswith(SCHEMES):
        return None
    return Path(config.base.removeprefix(SQLITE))


def _main_key(config: Config) -> Path:
    return config.cle


def _there(which: Callable[[Config], Path | None], places: Places) -> str:
    path = which(read_settings(places))
    if path is None:
        return ""
    if not path.exists():
        raise NotFound(f"{path} manque")
    if path.is_symlink():
        raise Unsound(f"{path} est un lien, vers {path.readlink()}")
    status = path.stat()
    if status.st_uid != places.account.uid:
        return f"{path} appartient à {named(status.st_uid)}"
    return f"{path} : droits {mode_of(status)}" if status.st_mode & 0o077 else ""
