"""A page is spoilt, a file is cut short, a log goes missing: a refusal, and never a false NIR."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from peewee import DoesNotExist, IntegrityError

from models.errors import Refusal
from models.fiche import Fiche
from models.labels import Regime, Service
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.storage.backup import check_database, save_backup
from models.storage.failures import reading
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database
from models.writing import verifying
from tests.cabinet import NIR, employeur, gerant, open_portefeuille
from tests.faults.damage import look_for_damage, numeros
from tests.terminal.program import Home
from tests.tries import rounds

pytestmark = pytest.mark.slow

PAGE = 4096
CLIENTS, FOLDED = 50, 40
"""So few after the fold that their log is never folded by itself: then a damaged log is cut
short, and what it held until there is whole."""
TRIES = rounds(300)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Portefeuille]:
    """Give the files of a base of fifty clients, as a crash leaves them, and who works in it."""
    folder = tmp_path_factory.mktemp("entier")
    path = folder / "base.db"
    open_database(path)
    portefeuille = open_portefeuille(folder)
    for rank in range(1, CLIENTS + 1):
        typed = employeur(rank, regime=Regime.ARTISAN_COMMERCANT, nir=NIR, montant="")
        portefeuille.enroll(typed, forced=True)
        if rank == FOLDED:
            # Closing it folds its log into it.
            close_database()
            open_database(path)
    (folder / "laisse").mkdir()
    for file in folder.glob("base.db*"):
        shutil.copyfile(file, folder / "laisse" / file.name)
    close_database()
    shutil.copyfile(path, folder / "laisse" / "rangee.db")
    return folder / "laisse", portefeuille


def spoil_a_page(file: Path, draw: random.Random) -> None:
    content = bytearray(file.read_bytes())
    start = draw.randrange(len(content) // PAGE) * PAGE
    content[start : start + PAGE] = draw.randbytes(PAGE)
    file.write_bytes(content)


def blank_a_page(file: Path, draw: random.Random) -> None:
    content = bytearray(file.read_bytes())
    start = draw.randrange(len(content) // PAGE) * PAGE
    content[start : start + PAGE] = bytes(PAGE)
    file.write_bytes(content)


def swap_two_pages(file: Path, draw: random.Random) -> None:
    content = bytearray(file.read_bytes())
    one, other = (draw.randrange(len(content) // PAGE) * PAGE for _ in range(2))
    page = content[one : one + PAGE]
    content[one : one + PAGE] = content[other : other + PAGE]
    content[other : other + PAGE] = page
    file.write_bytes(content)


def cut_short(file: Path, draw: random.Random) -> None:
    with file.open("r+b") as opened:
        opened.truncate(draw.randrange(file.stat().st_size))


def flip_bits(file: Path, draw: random.Random) -> None:
    content = bytearray(file.read_bytes())
    for _ in range(20):
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    file.write_bytes(content)


DAMAGES = (spoil_a_page, blank_a_page, swap_two_pages, cut_short, flip_bits)
# What no rule could have let in ends the program, in a sentence (tests/terminal/test_hardened.py).
STOPPED = (ValueError, TypeError, AttributeError, IndexError, IntegrityError, DoesNotExist)


def verbs(portefeuille: Portefeuille, target: Path) -> Iterator[Callable[[], object]]:
    """Give what people do with a base, one after the other."""
    yield partial(portefeuille.page, size=100)
    page = portefeuille.page()
    yield partial(portefeuille.page, Criteres(texte="client 03"))
    yield portefeuille.compteurs
    yield partial(portefeuille.recent, 5)
    yield partial(portefeuille.enroll, gerant(900))
    for fiche in page.fiches[:3]:
        yield partial(reveal, portefeuille, fiche)
        yield partial(portefeuille.set_services, fiche, frozenset({Service.DPAE}))
        yield partial(terminate, portefeuille, fiche)
    yield check_database
    yield partial(verify_journal, portefeuille)
    yield partial(save_backup, target)


def verify_journal(portefeuille: Portefeuille) -> None:
    with reading():
        verifying.verify(portefeuille._cabinet, portefeuille._vault)


def reveal(portefeuille: Portefeuille, fiche: Fiche) -> None:
    """Read a NIR: a false one would be worse than none."""
    assert portefeuille.reveal_nir(fiche) == NIR


def terminate(portefeuille: Portefeuille, fiche: Fiche) -> None:
    portefeuille.terminate(portefeuille.get(fiche.uid))


def use(path: Path, portefeuille: Portefeuille) -> list[str]:
    """Open the base and do all that people do; give what was refused, or stopped the program."""
    said: list[str] = []
    try:
        open_database(path)
        todo = verbs(portefeuille, path.with_name("copie"))
        while verb := next(todo, None):
            try:
                verb()
            except (Refusal, *STOPPED) as error:
                said.append(str(error))
    except (Refusal, *STOPPED) as error:
        said.append(str(error))
    close_database()
    return said


@pytest.mark.parametrize("name", ["rangee.db", "base.db", "base.db-wal"])
def test_a_damaged_file_is_refused_or_read_right(
    whole: tuple[Path, Portefeuille], tmp_path: Path, name: str, tell: Callable[..., None]
) -> None:
    left, portefeuille = whole
    draw = random.Random(name)
    told: Counter[str] = Counter()
    for number in range(TRIES):
        damage = DAMAGES[number % len(DAMAGES)]
        folder = tmp_path / str(number)
        shutil.copytree(left, folder)
        damage(folder / name, draw)
        said = use(folder / name.removesuffix("-wal"), portefeuille)
        assert not any(NIR[:13] in sentence for sentence in said)
        told[damage.__name__] += bool(said)
        shutil.rmtree(folder)
    tell(f"damaged file {name}", tries=TRIES, **told)


def rows(path: Path, key: Path) -> int:
    """Give how many clients a whole base holds."""
    open_database(path)
    assert look_for_damage(key) == []
    count = len(numeros())
    close_database()
    return count


def test_a_log_that_is_missing_or_damaged_leaves_the_base_whole(
    whole: tuple[Path, Portefeuille], tmp_path: Path, tell: Callable[..., None]
) -> None:
    left, _ = whole
    key, draw = left.with_name("cle-1"), random.Random(7)
    tries = 0
    for damage in (*DAMAGES, lambda file, _draw: file.unlink()):
        for _ in range(TRIES // 10):
            folder = tmp_path / str(tries)
            shutil.copytree(left, folder)
            damage(folder / "base.db-wal", draw)
            assert FOLDED <= rows(folder / "base.db", key) <= CLIENTS
            tries += 1
    tell("log missing or damaged", tries=tries, half=0)


def test_verifier_says_what_is_damaged(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create_espace()
    with own_connection(home.base) as base:
        ((page,),) = base.execute_sql("SELECT rootpage FROM sqlite_master WHERE name='operation'")
    with home.base.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(bytes(PAGE))
    done = home.command("verifier")
    assert done.returncode == 5
    assert "La base est endommagée." in done.stderr
    assert "Traceback" not in done.stderr
