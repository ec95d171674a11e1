"""One word for one thing in all that a person reads (docs/glossaire.md, « Les phrases »)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.test_house_rules import MODULES, names
from tui.__main__ import VERBS

pytestmark = pytest.mark.xdist_group("house rules")
"""One worker has them all: what they read is read once."""

OF_THE_SERVER = (
    *("models/storage/", "models/backups/", "models/transfer/", "models/access/"),
    *("models/writing/verifying.py", "models/journal/verbs.py", "models/tables/table.py"),
    *("tui/verbs/", "tui/veille/", "tui/config.py"),
)
"""What who runs the machine reads, or who types a command."""

FRENCH = re.compile(r"[àâçéèêëîïôùûœÀÉ«»]| (?:le|la|les|un|une|de|du|est|pas|ou|et) ")
READ = re.compile(r"[A-ZÀ-Ý][^_{}=<>\\|]* [^_={}\\|]*|.*[^ ] [^ ].*[.?]")
"""What looks like a sentence, and not like a piece of a program."""


@dataclass(frozen=True)
class Rule:
    """A way of saying that is not ours, as a regular expression, and ours.

    `said_of`: the portal's own words, and others that are not meant. `outside`: the modules that
    may say it all the same.
    """

    said: str
    ours: str
    said_of: str = r"(?!)"
    outside: tuple[str, ...] = ()

    def breaks(self, text: str) -> bool:
        """Tell whether a sentence says it."""
        return re.search(self.said, re.sub(self.said_of, "", text)) is not None


RULES = (
    Rule(
        r"[’‘“”]",
        "the apostrophe that keyboards have, and the quotes « »",
        outside=(
            *("models/cleaning.py", "models/demo/names.py"),
            "models/importation/reading/spelling.py",
        ),
    ),
    Rule(
        r"(?<=\S) [:;!?»%€](?=\s|$|[\"'),.])|« ",
        "a space that does not break before : ; ! ? » % € and after «",
        r"^# Portefeuille :|(?:INTO|=) \?",
    ),
    Rule(r"(?i)veuillez|merci de |s'il vous plaît", "an imperative", r"Veuillez confirmer la supp"),
    Rule(r"\w[\xa0 ]?!(?:\s|$)", "no exclamation"),
    Rule(r"(?i)\b(?:tu|toi|ton|tes)\b", "vous"),
    Rule(r"(?i)\bp\. ?ex\.|\bex\. |\bex\xa0?:|\betc\b", "par exemple", r"/etc\b"),
    Rule(r"(?i)\b(?:appuye|pressez)|\b(?:Enter|Esc)\b", "the key, then what it does"),
    Rule(r"(?i)\be-?mails?\b", "courriel", outside=("models/importation/titles.py",)),
    Rule(r"(?i)\blogin\b|nom d'utilisateur", "identifiant"),
    Rule(r"\bNIR\b|(?i:numéro de sécu\b)", "numéro de sécurité sociale"),
    Rule(r"(?i)\bbrouillons?\b", "saisie"),
    Rule(r"(?i)\brésiliée?s?\b", "supprimé: résilier is what is done on urssaf.fr, or a button"),
    Rule(r"(?i)\brelue?s? *\.|\brelire\b", "actualisé: it is what F5 is called"),
    Rule(r"\bprofil\b", "rôle"),
    Rule(r"(?i)\bpar défaut\b", "d'office", outside=("tui/verbs/words/veille.py",)),
    Rule(
        r"^(?:A (?!that\b|screen\b|cursor\b)|Etat|Equipe|Echap|Ecri\w+|Echec|Etes|Ecart)\b",
        "an accent",
        outside=("tui/engine/patches.py",),
    ),
    Rule(
        r"(?i)\b(?:bases?|transactions?|exceptions?|cache|threads?|hash|uid|schéma|verrous?)\b",
        "portefeuille, données, or what a person sees of it",
        r"--base\b",
        OF_THE_SERVER,
    ),
    Rule(
        rf"\bportefeuille (?:--|(?:{'|'.join(VERBS)})\b)",
        "command(…): of sources, nothing is called portefeuille",
        r"portefeuille@serveur|Écrit par `portefeuille touches`",
        ("models/command.py", "tui/verbs/words/", "tui/verbs/command_line.py", "tui/verbs/server/"),
    ),
)


def sentences(path: Path) -> Iterator[str]:
    """Give what a module says, an f-string whole, with `{}` for what fills it."""
    pending: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.JoinedStr):
            parts = [one.value if isinstance(one, ast.Constant) else "{}" for one in node.values]
            text = "".join(map(str, parts))
            pending += [one for one in node.values if not isinstance(one, ast.Constant)]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        else:
            text = str(node.value) if isinstance(node, ast.Constant) else ""
            pending += ast.iter_child_nodes(node)
        if FRENCH.search(text) or READ.fullmatch(text):
            yield text


@pytest.fixture(scope="module")
def said() -> dict[str, list[str]]:
    """Give all that is said, by module; a migration says nothing to a person but a refusal."""
    return {
        names(path): list(sentences(path)) for path in MODULES if path.parent.name != "migrations"
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ours[:20])
def test_a_sentence_is_said_our_way(rule: Rule, said: dict[str, list[str]]) -> None:
    wrong = [
        f"{name}: {text!r}"
        for name, texts in said.items()
        if not name.startswith(rule.outside)
        for text in texts
        if rule.breaks(text)
    ]
    assert not wrong, "\n".join([f"say {rule.ours}", *wrong])


def test_the_sentences_are_found(said: dict[str, list[str]]) -> None:
    found = {text for texts in said.values() for text in texts}
    assert len(found) > 2_000
    assert {
        "Client actualisé.{}",
        "Votre rôle permet la consultation seulement.",
    } <= found


OTHERWISE = (
    "Rien n’est perdu.",
    "À faire : 3",
    "Veuillez saisir le Siren.",
    "Votre compte est inscrit\xa0!",
    "Saisis ton mot de passe.",
    "Le Siren, p. ex. 732 829 320.",
    "Appuyez sur Entrée.",
    "Son adresse e-mail.",
    "Saisissez votre login.",
    "Le NIR est effacé.",
    "Brouillon gardé.",
    "Client résilié.",
    "Client relu.",
    "Votre profil ne le permet pas.",
    "Coché par défaut.",
    "Etat du compte",
    "La base est occupée.",
    "Une clé manque, voyez portefeuille verifier.",
)
"""What no screen says, in the order of the rules."""


@pytest.mark.parametrize(("rule", "text"), list(zip(RULES, OTHERWISE, strict=True)))
def test_another_way_is_seen(rule: Rule, text: str) -> None:
    assert [one for one in RULES if one.breaks(text)] == [rule]


@pytest.mark.parametrize(
    "text",
    ["Veuillez confirmer la suppression immédiate", "À résilier", "--base", "A. Votre client"],
)
def test_the_words_of_the_portal_stand(text: str) -> None:
    assert not any(rule.breaks(text) for rule in RULES)
