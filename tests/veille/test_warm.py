"""What the server has before it forks: every module and sheet, and nothing that is somebody's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.pseudo_terminal import ROOT

PROGRAM = """
import gc, json, sys, threading
from pathlib import Path
from tui.terminal.environment import scrub
scrub()
from models.sealing.vault import MainKey
from models.storage.opening import close_database, open_database
from tui.engine.stylesheet import KEPT
from tui.veille.warm import Unclean, freeze, load_everything, what_is_left

folder = Path(sys.argv[1])
left = {"nothing": what_is_left()}
let = threading.Event()
thread = threading.Thread(target=let.wait)
thread.start()
left["thread"] = what_is_left()
let.set()
thread.join()
while len([*Path("/proc/self/task").iterdir()]) > 1:
    pass  # the kernel may take longer than Python to see the end of it
with (folder / "some.txt").open("w"):
    left["file"] = what_is_left()
key = MainKey.create(folder / "key")
left["key"] = what_is_left()
try:
    freeze()
except Unclean as unclean:
    left["refused"] = str(unclean)
del key
open_database(folder / "base.db")
left["base"] = what_is_left()
close_database()
left["after"] = what_is_left()
load_everything("base.db")
left["driver"] = "psycopg" in sys.modules
load_everything("postgresql://server/base")
left["server"] = "psycopg" in sys.modules
files = [one for room in ("models", "screens", "tui") for one in Path(room).rglob("*.py")]
dotted = [one.with_suffix("").as_posix().replace("/", ".") for one in files]
named = {one.removesuffix(".__init__") for one in dotted}
left["missing"] = sorted(one for one in named - {*sys.modules} if "migrations.0" not in one)
sheets = {str(one.absolute()) for room in ("screens", "tui") for one in Path(room).rglob("*.tcss")}
left["sheets"] = sorted(sheets ^ {*KEPT})
print(json.dumps(left))
"""


def test_nothing_of_anybody_is_there_and_all_the_rest_is(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    left = json.loads(subprocess.check_output(command, cwd=ROOT))
    assert left == {
        "nothing": "",
        "thread": "2 threads",
        "file": f"the file {tmp_path / 'some.txt'}",
        "key": "a key",
        "refused": "a key",
        "base": "a base",
        "after": "",
        "driver": False,
        "server": True,
        "missing": [],
        "sheets": [],
    }
