"""The rules of the portal and its tables; no terminal in sight."""

import sys

if "peewee" not in sys.modules:
    # Both are loaded at each start, for longer than all the rest: storage/drivers.py gives the
    # first back where a base on a server needs it, and nobody here asks for the second.
    sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
    sys.modules.setdefault("playhouse.cockroachdb", None)  # type: ignore[arg-type]
