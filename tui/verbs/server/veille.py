"""`veille`: keeps a warmed process that forks a session for each connection."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from tui.config import Config
from tui.veille.command import run, whose
from tui.veille.listening import listen, tell_systemd
from tui.veille.places import FOLDER, Places
from tui.veille.server import Server
from tui.veille.warm import freeze, load_everything, show_login

SOCKET = Path("veille") / "veille.sock"
"""Where the socket is, in the folder of the data, unless it is said otherwise."""


def veille(options: Namespace, config: Config) -> None:
    """Warm up, then fork a session for each client, until a signal or another server comes.

    NoSocket: there is nothing to listen to.
    """
    load_everything()
    show_login(config)
    listener = listen(options.socket or config.folder / SOCKET, os.environ)
    try:
        places = Places(options.sessions, options.par_personne, listener.path.parent / FOLDER)
        freeze()
        print(f"Prêt : {listener.path}", flush=True)
        tell_systemd("READY=1", os.environ)
        Server(listener, places, run, whose).serve()
    finally:
        listener.close()
