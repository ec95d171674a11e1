"""Tables that nobody would write: each line is accounted for, none crashes, and no NIR is said."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from models.importation import report, table
from models.importation.examination import Choices, Examination, Verdict
from models.importation.grille import Grille, Rangee
from models.storage.opening import close_database, open_database
from tests.cabinet import open_portefeuille
from tests.domain.importation.random_tables import TITLES, client_of
from tests.faults.numbers import rounds
