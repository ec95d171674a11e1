"""Texts that mean harm: escapes, markup, SQL, formulas, controls, odd Unicode, and long ones."""

from __future__ import annotations

import random
from collections.abc import Iterator

PIECES = (
    *("\x1b[31m", "\x1b]52;c;UExPVUY=\x07", "\x1b]0;titre\x07", "\x1bP1$r\x1b\\", "\x1b[2J\x1b[H"),
    *("\x9b31m", "\x9d52;c;QQ==\x9c", "\x00", "\x07", "\x08", "\x7f", "\r", "\n", "\t", "\x0b\x85"),
    *("[red]", "[/]", "[/red]", "[@click=app.quit]X[/]", "[link=file:///etc/passwd]x[/link]", "["),
    *("$(reboot)", "`reboot`", "; rm -rf ~", "../../etc/passwd", "%s%n%d", "{0.__class__}", "\\"),
    *("' OR '1'='1", "'; DROP TABLE compte; --", "%", "_", '"', "NULL", "*", "MATCH 'a'", "\\%"),
    *("=cmd|'/c calc'!A1", "@SUM(1+1)", "+1", "-1", "1e308", "nan", "inf", "-0", "1,5,0", "0x1F"),
    *(
        "\u202eEVIL\u202c",
        "\u2066\u2069",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u00ad",
        "\ufe0f",
        "\u034f",
    ),
    *(
        "e\u0301\u0302\u0323\u0344",
        "\u0301",
        "👩\u200d👩\u200d👧",
        "漢字",
        "\u0e33",
        "\U000e0041",
        "ﷺ",
    ),
    *("\ud800", "\udfff", "\ue000", "\u0378", "\U0010ffff", "\u2028\u2029", "\u3164", "\u2800"),
    *("000000018", "117000000900000001", "180017505600004", "1234,56", "１２３", "०१२", "²", "Ⅷ"),
    *("DUPONT", "É", "œuvre", "İı", "ß", "Ǆ", " ", "\u00a0", "\u202f", "€", "«", "-", "--help"),
)


def hostile_texts(count: int, seed: int) -> Iterator[str]:
    """Give `count` texts, most of a few pieces, one in fifty of thousands of characters."""
    draw = random.Random(seed)
    for number in range(count):
        pieces = draw.choices(PIECES, k=draw.choice((1, 2, 3, 5, 9)))
        if draw.random() < 0.3:
            pieces.append(chr(draw.randrange(0x110000)))
        text = "".join(pieces)
        yield text * (5000 // len(text) + 1) if number % 50 == 0 else text
