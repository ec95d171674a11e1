"""Words that no French sentence holds: what Textual, argparse or Python says when left alone."""

from __future__ import annotations

import re

WORDS = (
    "and are by cancel cannot choose close commands could cursor delete down error exit expected "
    "failed file focus following found from hide invalid is it keys left line match matches "
    "maximize minimize missing moment more move must next not of open palette password permission "
    "please press previous quit required right save screen screenshot scroll search select "
    "selected should show such than that the theme this to toggle unrecognized up value was with "
    "yes you your kind kinds row rows name names people field fields sheet day days amount what "
    "when who which where why how"
)
ENGLISH = re.compile(rf"(?<![\w'@.=/-])(?:{WORDS.replace(' ', '|')})(?![\w'=/-])", re.IGNORECASE)


def english_in(text: str) -> list[str]:
    """Give the English words of `text`."""
    return ENGLISH.findall(text)
