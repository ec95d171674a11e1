"""The guide for accountants: its keys, words, commands and pictures are the program's."""

from __future__ import annotations

import ast
import re
import shlex
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from textual.screen import Screen

from screens.widgets.key_names import key_name
from tests.journeys.command_line.test_usage import ALL
from tests.test_docs import DOCUMENTS, names
from tui.config import KNOWN, load
from tui.demo.app import DemonstrationApp
from tui.keymap import check, keys
from tui.verbs.command_line import parse
from tui.verbs.manual import STATUSES

pytestmark = pytest.mark.xdist_group("guide")
"""One worker has them all: what they read is read once."""

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs/guide.md"
HEAVIEST = 60_000
HEAVIEST_FILM = 1_000_000

CLIENT = ("Données du client", "Un choix", "Une case à cocher", "Les quinze cases")
LIST = ("Gérer les établissements", "Une liste", "La liste des comptes")
PANEL = ("Services d'un compte", "Les quinze cases")
PLACES: dict[str, tuple[str, ...]] = {
    "Guide de Portefeuille": ("Données du client",),
    "Essayer sans risque": (),
    "Régler son terminal": (),
    "Créer son espace": ("Créer votre espace en ligne", "Connexion"),
    "Se connecter": ("Connexion",),
    "Mot de passe oublié": ("Connexion", "Mot de passe oublié ?"),
    "Verrouiller et quitter": ("Gérer les établissements",),
    "Si la ligne coupe": ("Reprendre une saisie", "Accueil", "Confirmer", *CLIENT),
    "L'Accueil": ("Accueil", "Une liste"),
    "Vos réglages": ("Réglages", "Un choix"),
    "La liste": LIST,
    "Chercher un client": LIST,
    "Filtrer et trier": (*LIST, "Filtrer", "Les filtres", "Modifier la sélection"),
    "Une lettre n'enregistre rien": (*LIST, "Confirmer"),
    "Plusieurs comptes à la fois": (*LIST, "Modifier la sélection"),
    "Inscrire depuis un tableur": (
        *(
            *LIST,
            "Lire un tableau",
            "Importation",
            "Les colonnes du tableau",
            "Les lignes",
            "Confirmer",
        ),
        *("Importation : les lignes", "Importation : le rapport"),
    ),
    "Exporter": (*LIST, "Écrire un fichier", "Exporter", "Colonnes", "Les colonnes"),
    "Inscrire un client": (*LIST, "Votre client est"),
    "Remplir le formulaire": (*CLIENT, "Gérer les établissements"),
    "Les modèles de services": ("Les modèles", "Modèles de services", *CLIENT, *PANEL),
    "Consulter et modifier les services": PANEL,
    "Données et comptes": (*CLIENT, *LIST),
    "Résilier, et les radiés": (*LIST, "Confirmer"),
    "Faire sur urssaf.fr": (
        *("À faire sur urssaf.fr", "Ce qui est à faire", "La liste des comptes", "Une liste"),
        *("Recopier sur urssaf.fr", "Accueil", "Refusé par urssaf.fr"),
    ),
    "Comparer avec urssaf.fr": (*LIST, "Rapprochement", "Ce qui a été comparé"),
    "Annuler": (*LIST,),
    "Le journal": (
        "Journal",
        "Le journal",
        "Filtrer le journal",
        "Les filtres du journal",
        *LIST,
        *PANEL,
    ),
    "La corbeille": (*LIST, "Corbeille"),
    "Copier un numéro": (*LIST, "Copier", "Une valeur à copier"),
    "L'équipe": ("Équipe", "Les personnes", "Accueil", *LIST),
    "Travailler à plusieurs": (*CLIENT, *PANEL),
    "Dépannage": (),
}
"""The places, as docs/touches.md names them, whose keys a section may name."""

KEY = re.compile(
    r"\^[A-Z]|F\d{1,2}|(?:Maj\+)?Tab|Entrée|Échap|Espace|Suppr|Début|Fin|Pg\w+|[^\W_]|[/&?*-]|[↑↓←→]"
)


def text() -> str:
    return GUIDE.read_text("utf-8")


def prose() -> str:
    """Give the guide without its blocks of code."""
    return re.sub(r"^```.*?^```", "", text(), flags=re.DOTALL | re.MULTILINE)


def sections() -> list[tuple[str, str]]:
    """Give each heading with what stands under it."""
    parts = re.split(r"^#+ ", prose(), flags=re.MULTILINE)[1:]
    return [(part.partition("\n")[0].strip(), part.partition("\n")[2]) for part in parts]


@cache
def keys_at() -> dict[str, set[str]]:
    """Give the printed keys of each place."""
    found: dict[str, set[str]] = {}
    for key in keys(DemonstrationApp):
        found.setdefault(key.place.replace("\u00a0", " "), set()).update(key.names.split(", "))
    everywhere = {key_name(one.split(",")[0]) for one in ("tab", "shift+tab")}
    bound = {binding.key for binding in Screen.BINDINGS if not isinstance(binding, tuple)}
    assert any("tab" in one for one in bound)
    found["Partout"] |= everywhere
    return found


@pytest.mark.parametrize(("heading", "body"), sections(), ids=[one for one, _ in sections()])
def test_every_key_works_where_the_section_says(heading: str, body: str) -> None:
    named = {code for code in re.findall(r"`([^`]+)`", body) if KEY.fullmatch(code)}
    if not named:
        return
    known = set(keys_at()["Partout"])
    for place in PLACES[heading]:
        known |= keys_at()[place]
    assert named <= known


def test_the_sections_that_name_keys_are_all_held() -> None:
    headings = [heading for heading, _ in sections()]
    assert set(PLACES) <= set(headings)
    assert sum(len(re.findall(r"`[a-zF^][^`]?`", body)) for _, body in sections()) > 60


@cache
def printed() -> str:
    """Give every text that the program holds, on one line each, with plain spaces."""
    texts = []
    for room in ("tui", "screens", "models"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    texts.append(" ".join(node.value.split()))
    return "\n".join(texts)


def quotes() -> list[str]:
    return [" ".join(one.split()) for one in re.findall(r"«([^»]+)»", prose())]


@pytest.mark.parametrize("quote", sorted(set(quotes())))
def test_every_sentence_in_quotes_is_one_of_the_program(quote: str) -> None:
    for piece in quote.split("…"):
        assert piece.strip() in printed()


def test_there_is_something_to_hold() -> None:
    assert len(set(quotes())) > 40
    assert "Votre client est grand" not in printed()


def commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", text(), flags=re.DOTALL | re.MULTILINE)
    found = [
        re.search(r"(?:^|\| )portefeuille ([^>]+)", line) for line in "\n".join(blocks).split("\n")
    ]
    return [one[1] for one in found if one]


@pytest.mark.parametrize("command", commands())
def test_every_command_parses(command: str) -> None:
    words = shlex.split(command)
    if words == ["--version"]:
        return
    parse(words)


def test_the_chapter_on_the_command_line_names_every_verb() -> None:
    chapter = text().partition("## En ligne de commande\n")[2].partition("\n## ")[0]
    table = "".join(line for line in chapter.splitlines() if line.startswith("|"))
    named = {word for code in re.findall(r"`([^`]+)`", table) for word in code.split()}
    assert named >= {word for words in ALL for word in words}
    for status, _ in STATUSES:
        assert f"\n| {status} | " in chapter


def test_every_option_in_the_text_exists(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    shown = capsys.readouterr().out
    options = set(re.findall(r"`(--[a-z-]+)", prose()))
    assert options >= {"--base", "--cle", "--config"}
    assert all(option in shown for option in options)


def test_the_file_of_settings_is_read_and_names_every_setting(tmp_path: Path) -> None:
    block = re.search(r"^```toml\n(.*?)^```", text(), flags=re.DOTALL | re.MULTILINE)
    assert block
    file = tmp_path / "config.toml"
    file.write_text(block[1], "utf-8")
    config = load({}, file=file)
    check(config.touches, keys(DemonstrationApp))
    assert config.touches
    assert config.dossier == Path("~/Documents")
    assert config.cles == Path("/srv/portefeuille/.ssh/authorized_keys")
    for setting in KNOWN - {"touches", "importation", "serveur"}:
        assert re.search(rf"^{setting} = ", block[1], re.MULTILINE), setting


@pytest.mark.parametrize("path", DOCUMENTS, ids=names)
def test_every_picture_is_drawn_by_make_pictures_and_is_light(path: Path) -> None:
    pictures = import_module("docs.pictures")
    drawn = {*pictures.PICTURES, pictures.FILM}
    for target in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", path.read_text("utf-8")):
        file = path.parent / target
        assert file.suffix == ".svg"
        assert file.stem in drawn, target
        assert file.stat().st_size < (HEAVIEST_FILM if file.stem == pictures.FILM else HEAVIEST)
        assert not re.search(r"url\((?!#)|@font-face|<script", file.read_text("utf-8"))


def test_the_guide_shows_every_picture() -> None:
    shown = set(re.findall(r"!\[[^\]]+\]\(images/([\w-]+)\.svg\)", text()))
    pictures = import_module("docs.pictures")
    assert shown == set(pictures.PICTURES)
    assert {*shown, pictures.FILM} == {file.stem for file in (ROOT / "docs/images").iterdir()}


def test_every_place_that_a_link_goes_to_is_a_heading() -> None:
    slugs = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading, _ in sections()
    }
    links = re.findall(r"\]\(#([^)]+)\)", text())
    assert len(links) > 20
    assert set(links) <= slugs


def test_the_readme_leads_to_the_guide() -> None:
    assert "(docs/guide.md)" in (ROOT / "README.md").read_text("utf-8")
