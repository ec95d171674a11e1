"""Hostile texts in every field: cleaned, or refused with a sentence, and never obeyed."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from peewee import Database

from models.access.new_user import Faults, check_new_user
from models.champs import CLIENT, COMPTE, FIELDS, PROOFS, texts_of
from models.champs.champ import Text
from models.errors import BadFields, BadValue
from models.importation.examination import Examination
from models.importation.files.opening import read_text
from models.importation.table import Tableau, read
from models.importation.verdicts import Choices
from models.labels import Regime, Role
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.search.criteres import Criteres
from models.writing.controle import Controle, check
from tests.cabinet import gerant, numero, open_portefeuille
from tests.faults.damage import look_for_damage, numeros
from tests.faults.hostile import hostile_texts
from tests.pseudo_terminal import ENTER, ESCAPE, TAB, paste
from tests.terminal.program import LOGIN, Home
from tests.terminal.test_output import found as found_in_output
from tests.tries import draws
from tests.zygote import ForkedTerminal, Zygote
from tui.terminal.clean_output import UNSAFE

pytestmark = pytest.mark.slow

SAVE = "\x13"
LONGEST = {name: one.kind.longest for name, one in FIELDS.items() if isinstance(one.kind, Text)}
TEXTS, COMPTE_TEXTS = texts_of(CLIENT | PROOFS), texts_of(COMPTE)
LONGEST_SEARCH = 200
NUMBERS = {"siren", "siren_societe", "nir", "numero_compte", "siret", "code_postal"}


def everywhere(text: str, regime: Regime, *, deja_inscrit: bool) -> Saisie:
    """Type the text in every field of the form."""
    texts: dict[str, Any] = dict.fromkeys(TEXTS, text)
    compte: dict[str, Any] = dict.fromkeys(COMPTE_TEXTS, text)
    comptes = (SaisieCompte(**compte), SaisieCompte(**compte))
    return Saisie(regime=regime, deja_inscrit=deja_inscrit, comptes=comptes, **texts)


def refuse_unsafe(said: Controle) -> int:
    """Fail if what may be stored, or what is said, would be obeyed; give how many are stored."""
    for name, value in said.values.items():
        kind = name.rpartition(".")[2]
        assert not UNSAFE.search(value), (name, value)
        assert len(value) <= LONGEST.get(kind, 20), (name, value)
        assert kind not in NUMBERS or not value or (value.isascii() and value.isalnum()), value
    sentences = [*said.errors.values(), *said.missing.values()]
    sentences += [one for some in (said.warnings | said.notes).values() for one in some]
    for sentence in sentences:
        assert sentence
        assert not UNSAFE.search(sentence), sentence
    return sum(map(bool, said.values.values()))


def test_no_text_harms_a_field_of_the_form(tell: Callable[..., None]) -> None:
    texts, kept, refused = draws(100_000), 0, 0
    regimes = list(Regime)
    for number, text in enumerate(hostile_texts(texts, 1)):
        regime = regimes[number % len(regimes)]
        said = check(everywhere(text, regime, deja_inscrit=number % 3 == 0))
        kept += refuse_unsafe(said)
        refused += len(said.errors | said.missing)
    assert kept
    assert refused
    width = len(TEXTS) + 2 * len(COMPTE_TEXTS)
    tell("hostile texts in the form", texts=texts, fields=width, values_kept=kept, refused=refused)


def test_no_text_harms_a_paste_or_a_name(tell: Callable[..., None]) -> None:
    texts, lines, refused = draws(100_000), 0, 0
    # Refused itself: a password that were good would be hashed each time.
    person: dict[str, Any] = {"role": Role.CONSULTATION, "mot_de_passe": "court"}
    drawn = [*hostile_texts(texts, 2)]
    for start in range(0, texts, 50):
        rows = (f"000000018\t{text}\n{text}\t{text}" for text in drawn[start : start + 50])
        for ligne in table_of("\n".join(("Siren\tNom", *rows))).lignes:
            lines += 1
            said = [one.phrase for one in ligne.fautes] + [one.phrase for one in ligne.doutes]
            assert not UNSAFE.search("".join((ligne.ignoree, *said)))
            refuse_unsafe(check(ligne.saisie))
    for text in drawn:
        with pytest.raises(BadFields) as refusal:
            check_new_user(Faults(), identifiant=text, nom=text, cabinet=text, **person)
        refused += len(refusal.value.sentences)
        assert not UNSAFE.search("".join(refusal.value.sentences.values()))
    tell("hostile texts in a paste, in a name", texts=texts, lines=lines, refused=refused)


def table_of(text: str) -> Tableau:
    return read(read_text(text))


def keep(portefeuille: Portefeuille, text: str, rank: int) -> None:
    """Store the text wherever one may be stored, then look for it everywhere."""
    typed = {name: text[: LONGEST[name]] for name in CLIENT if name in LONGEST}
    compte = SaisieCompte(numero(rank), ville=text[: LONGEST["ville"]])
    try:
        fiche = portefeuille.enroll(gerant(rank, comptes=(compte,), **typed), forced=True)
    except BadFields as refusal:
        # What may be a NIR is kept in no text.
        if "numéro de sécurité sociale" not in str(refusal):
            raise
        fiche = portefeuille.enroll(gerant(rank), forced=True)
    again = portefeuille.get(fiche.uid)
    assert again == fiche
    assert not UNSAFE.search(f"{fiche.title}{fiche.nom}{fiche.note}{fiche.comptes[0].ville}")
    words = text[:LONGEST_SEARCH]
    for criteres in (Criteres(texte=words), Criteres(siren=words), Criteres(compte=words)):
        portefeuille.page(criteres)
    with suppress(BadValue):  # nothing to read
        Examination(portefeuille, Choices()).examine(table_of(text).lignes)
    try:
        portefeuille.modeles.keep(text, frozenset())
    except BadValue as refusal:
        said = str(refusal)
    else:
        said = portefeuille.modeles.all()[-1].nom
    assert not UNSAFE.search(said)


def test_no_text_harms_the_base(
    base: Database, engine: str, tmp_path: Path, tell: Callable[..., None]
) -> None:
    if engine == "sqlite":
        base.execute_sql("PRAGMA synchronous = 0")
    portefeuille = open_portefeuille(tmp_path, role=Role.ADMINISTRATEUR)
    texts = draws(1000)
    for rank, text in enumerate(hostile_texts(texts, 3), start=1):
        keep(portefeuille, text, rank)
    assert portefeuille.page().total == texts
    assert look_for_damage(tmp_path / "cle-1") == []
    tell(f"hostile texts stored and looked for ({engine})", texts=texts)


@pytest.mark.terminal
def test_no_text_harms_the_command_line(
    tmp_path: Path, zygote: Zygote, tell: Callable[..., None]
) -> None:
    home, texts = Home(tmp_path), draws(1000)
    home.create_espace()
    said = tmp_path / "said"
    kept = 0
    for rank, text in enumerate(hostile_texts(texts, 4), start=1):
        # What the system can pass as an argument.
        word = os.fsdecode(text.encode(errors="ignore").replace(b"\x00", b""))
        numbers = ("--compte", numero(rank) if rank % 2 else word)
        texts_typed = (f"--raison-sociale={word}", f"--ville={word}", f"--dossier={word[:20]}")
        verbs = (
            ("inscrire", "--gerant", "--forcer", *numbers, *texts_typed),
            ("lister", f"--recherche={word[:LONGEST_SEARCH]}"),
        )
        for words in verbs:
            said.write_text("")
            streams = ("/dev/null", said, said)
            status = zygote.start(*words, env=home.environment, streams=streams).wait()
            told = said.read_text("utf-8")
            assert status in (0, 1, 2), told
            assert "Traceback" not in told
            assert "Erreur interne" not in told
            assert not UNSAFE.search(told.replace("\n", "")), ascii(told)
            kept += status == 0 and words[0] == "inscrire"
    assert len(home.look(numeros)) == kept > 0
    assert home.look(lambda: look_for_damage(home.key)) == []
    tell("hostile texts on the command line", texts=texts, clients_kept=kept)


def pasted(text: str) -> str:
    """Paste the text as a terminal does: characters only, and no ESC, which would end it."""
    return paste(text.replace(ESCAPE, "").encode(errors="ignore").decode()[:300])


@pytest.mark.terminal
def test_no_text_harms_the_screens(
    tmp_path: Path, zygote: Zygote, tell: Callable[..., None]
) -> None:
    home, texts = Home(tmp_path), draws(300)
    home.create_espace()
    with ForkedTerminal(zygote, env=home.environment) as terminal:
        terminal.wait_for("Je me connecte")
        terminal.send(f"{LOGIN}g")
        for rank, text in enumerate(hostile_texts(texts, 5), start=1):
            terminal.wait_for("Inscrire d'autres comptes")
            terminal.send(f"/{pasted(text)}")
            terminal.wait_until_idle()
            terminal.send(ESCAPE)
            terminal.wait_until_idle()
            terminal.send(f"g{numero(rank)}{ENTER}")
            terminal.wait_for("Enregistrer et suivant")
            terminal.send(f"{pasted(text)}{TAB * 6}{pasted(text)}{SAVE}")
            terminal.wait_for("a bien été prise en compte")
            terminal.send(ENTER)
        terminal.wait_for("Inscrire d'autres comptes")
        assert b"Traceback" not in terminal.raw
        assert found_in_output(terminal.raw) == set()
    assert len(home.look(numeros)) == texts
    tell("hostile texts on the screens", texts=texts, saves_confirmed=texts)
