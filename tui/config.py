"""What a person sets: where the data lie, the look, the keys. Read once, then frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import PlatformDirs

from models.errors import Refusal
from tui.terminal.palettes import DEFAULT, PALETTES

if TYPE_CHECKING:
    from models.consultation import Consultation

APPLICATION = "portefeuille"
GLYPHES = ("auto", "unicode", "latin", "ascii", "lecteur")
KNOWN = {"base", "cle", "theme", "glyphes", "preuves", "verrou", "importation"}
KNOWN |= {"duree", "serveur", "touches"}
DAYS = range(1, 8)
MINUTES = range(2, 481)
"""Of `preuves` and `verrou`: a session is warned a minute before it is locked."""
HOURS = range(1, 25)
"""Of `duree`; twelve is what the ASVS (7.3.2) takes for a working day."""
SERVER = 'cles = "/srv/portefeuille/.ssh/authorized_keys" et lanceur = "/usr/bin/portefeuille"'
RECIPIENTS = 'destinataires = ["age1…"]'
_ABSOLUTE = re.compile(r'/[^"\\]+')


class BadConfig(Refusal):
    """The configuration file says something that Portefeuille does not understand."""


@dataclass(frozen=True)
class Config:
    """`base` is a path or a URL, `cle` the file of the main key, `touches` the keys by id.

    `folder` is where a failure is described. `preuves`: days that a montant or a NIR is kept once
    the client is inscribed on urssaf.fr. `verrou`: minutes without a key after which the session
    is locked, 0 for never. `duree`: hours after which it ends, 0 for never. `dossier`: where the
    tables that come in are, unless their path says otherwise; `fichiers_permis`:
    whether a path may be typed on the screens at all.
    `cles`: the file by which sshd knows people, written at each change of their SSH keys; None:
    nowhere. `lanceur`: the command that sshd runs for them. `destinataires`: for whom backups are
    encrypted, unless the command says otherwise. `identifiant` and `empreinte`: who
    came through sshd, and by which key; nothing sets them but that.
    """

    base: str
    cle: Path
    folder: Path
    theme: str = DEFAULT
    glyphes: str = "auto"
    preuves: int = 1
    verrou: int = 15
    duree: int = 12
    dossier: Path = Path("~")
    fichiers_permis: bool = True
    cles: Path | None = None
    lanceur: str = "/usr/bin/portefeuille"
    destinataires: tuple[str, ...] = ()
    identifiant: str = ""
    empreinte: str = ""
    touches: Mapping[str, str] = field(default_factory=dict)

    @property
    def proofs_kept(self) -> timedelta:
        """How long proofs stay once they are of no use."""
        return timedelta(days=self.preuves)

    def late(self, inside: Consultation) -> str:
        """Say to an administrateur how old the last backup is, if it is too old; else nothing."""
        from models.labels import Role
        from models.storage.upkeep_log import overdue

        if inside.role is not Role.ADMINISTRATEUR:
            return ""
        return overdue(self.folder, self.base, inside.author.cabinet.cree_le, inside.now)


def load(
    environ: Mapping[str, str],
    *,
    file: Path | None = None,
    base: str | None = None,
    cle: Path | None = None,
) -> Config:
    """Put together the configuration: an option wins over the environment, then the file.

    Raises BadConfig if the file cannot be read or has an unknown word.
    """
    places = PlatformDirs(APPLICATION, appauthor=False)
    default = places.user_config_path / "config.toml"
    settings = _read(default, optional=True) if file is None else _read(file)
    config = Config(
        base=str(places.user_data_path / "portefeuille.db"),
        cle=places.user_config_path / "cle-principale",
        folder=places.user_data_path,
    )
    config = _applied(config, settings)
    return replace(
        config,
        base=base or environ.get("PORTEFEUILLE_BASE") or config.base,
        cle=cle or Path(environ.get("PORTEFEUILLE_CLE") or config.cle),
    )


_WHY_UNREADABLE: dict[type[OSError], str] = {
    FileNotFoundError: "ce fichier n'existe pas",
    PermissionError: "vous n'avez pas le droit de le lire",
    IsADirectoryError: "c'est un dossier",
}


def _read(file: Path, *, optional: bool = False) -> dict[str, object]:
    """Read a file of settings: none where an optional one is not there, even as a lost link."""
    try:
        content = file.read_bytes()
    except OSError as error:
        absent = isinstance(error, FileNotFoundError | NotADirectoryError)
        if optional and absent and not file.is_symlink():
            return {}
        why = _WHY_UNREADABLE.get(type(error), "le système a refusé")
        raise BadConfig(f"La configuration {file} ne peut pas être lue : {why}.") from None
    # Most people have no such file: its parser waits for one.
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        # The message is English; where it is wrong stands in it, and nowhere else.
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f" (ligne {place[1]}, colonne {place[2]})" if place else ""
        raise BadConfig(
            f'La configuration {file} n\'est pas un fichier TOML{where}. Exemple : theme = "sombre"'
        ) from None


def _applied(config: Config, settings: Mapping[str, object]) -> Config:
    touches = settings.get("touches", {})
    if unknown := sorted(set(settings) - KNOWN):
        expected = ", ".join(sorted(KNOWN))
        raise BadConfig(f"Réglage inconnu : « {unknown[0]} ». Réglages possibles : {expected}.")
    if not isinstance(touches, dict) or not all(isinstance(keys, str) for keys in touches.values()):
        raise BadConfig('[touches] attend des lignes comme "etablissements.next" = "n".')
    return replace(
        config,
        base=_text(settings, "base", config.base),
        cle=Path(_text(settings, "cle", str(config.cle))).expanduser(),
        theme=_among(settings, "theme", tuple(PALETTES), config.theme),
        glyphes=_among(settings, "glyphes", GLYPHES, config.glyphes),
        preuves=_number(settings, "preuves", config.preuves, DAYS, "de jours"),
        verrou=_number(settings, "verrou", config.verrou, MINUTES, "de minutes"),
        duree=_number(settings, "duree", config.duree, HOURS, "d'heures"),
        dossier=_folder(settings, config.dossier),
        **_server(settings),
        # The engine gives every letter that acts as a small one (tui/engine/keys_in_order.py).
        touches={name: keys.lower() for name, keys in touches.items()},
    )


def _folder(settings: Mapping[str, object], default: Path) -> Path:
    """Read where the tables that come in are."""
    given = settings.get("importation", {})
    if not isinstance(given, dict) or set(given) - {"dossier"}:
        raise BadConfig('[importation] attend une ligne comme dossier = "~/Documents".')
    folder = given.get("dossier", str(default))
    if not isinstance(folder, str) or not folder.strip():
        raise BadConfig('[importation] attend une ligne comme dossier = "~/Documents".')
    return Path(folder)


def _server(settings: Mapping[str, object]) -> Mapping[str, Any]:
    """Read what sshd is told, and for whom backups are encrypted.

    Both paths are absolute, whatever the folder of who runs this.
    """
    given = settings.get("serveur", {})
    if not isinstance(given, dict) or set(given) - {"cles", "lanceur", "destinataires"}:
        raise BadConfig(f"[serveur] attend ces lignes : {SERVER}, {RECIPIENTS}.")
    read: dict[str, Any] = {}
    for name, value in given.items():
        read[name] = _recipients(value) if name == "destinataires" else _command(name, value)
    return read


def _command(name: str, path: object) -> Path | str:
    if not isinstance(path, str) or not _ABSOLUTE.fullmatch(path) or not path.isprintable():
        raise BadConfig(
            "[serveur] attend des chemins absolus, sans guillemet ni barre oblique inverse : "
            f"{SERVER}."
        )
    return Path(path) if name == "cles" else path


def _recipients(given: object) -> tuple[str, ...]:
    """Read for whom backups are encrypted; what the keys are is looked at where they are used."""
    if not isinstance(given, list) or not all(isinstance(one, str) and one for one in given):
        raise BadConfig(f"[serveur] attend des destinataires entre crochets : {RECIPIENTS}.")
    return tuple(given)


def _text(settings: Mapping[str, object], name: str, default: str) -> str:
    value = settings.get(name, default)
    if not isinstance(value, str):
        raise BadConfig(f"Le réglage « {name} » attend un texte entre guillemets.")
    return value


def _number(
    settings: Mapping[str, object], name: str, default: int, allowed: range, unit: str
) -> int:
    """Read a number that is `allowed`, or 0."""
    value = settings.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value not in (0, *allowed):
        raise BadConfig(
            f"Le réglage « {name} » attend un nombre {unit}, de {allowed[0]} à {allowed[-1]}, ou 0."
        )
    return value


def _among(settings: Mapping[str, object], name: str, values: tuple[str, ...], default: str) -> str:
    value = _text(settings, name, default)
    if value not in values:
        raise BadConfig(f"Le réglage « {name} » attend l'un de ces mots : {', '.join(values)}.")
    return value
