"""A cell of a workbook as a French person would have typed it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from models.cleaning import one_line

Value = int | float | str | bool | time | date | datetime | timedelta
"""What a cell may hold."""

_PRECISION = 15
"""Digits that a spreadsheet keeps of a number."""

_HALF_A_SECOND = 500_000
_LAST = datetime(9999, 12, 31)
_TOO_LONG = 10**_PRECISION
_DURATION_MARK = "PT"
_DURATION = re.compile(r"PT(\d{1,9})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def text_of(value: Value) -> str:
    """Write a value: `404833048`, `4041.49`, `vrai`, `30/11/2026`, `14:05`, a text on one line.

    A number of sixteen digits and more, which the spreadsheet rounded, is written as it shows
    it (`1,17E+17`), for its readers to refuse.
    """
    return _WRITERS[type(value)](value)


def _text(value: str) -> str:
    lasting = value.startswith(_DURATION_MARK) and _DURATION.fullmatch(value)
    return _hours(*map(int, lasting.groups())) if lasting else one_line(value)


def _truth(value: bool) -> str:
    return "vrai" if value else "faux"


def _number(value: float) -> str:
    if value != value or abs(value) == float("inf"):  # noqa: PLR0124 (what a damaged file holds)
        return ""
    if abs(value) >= _TOO_LONG:
        return _scientific(value)
    if value == int(value):
        return str(int(value))
    short = f"{value:.{_PRECISION}g}"
    if "e" not in short:
        return short
    # Nearest to a number of sixteen digits, or far below one.
    return _scientific(value) if abs(value) > 1 else format(Decimal(short), "f")


def _scientific(value: float) -> str:
    digits, _, power = f"{value:.{_PRECISION - 1}E}".partition("E")
    return f"{digits.rstrip('0').rstrip('.').replace('.', ',')}E{power}"


def _day(value: date) -> str:
    return value.strftime("%d/%m/") + f"{value.year:04}"


def _moment(value: datetime) -> str:
    late = value.microsecond >= _HALF_A_SECOND and value < _LAST
    rounded = value + timedelta(seconds=1) if late else value
    day = _day(rounded)
    hour = _hours(rounded.hour, rounded.minute, rounded.second)
    return day if hour == "00:00" else f"{day} {hour}"


def _hour(value: time) -> str:
    return _hours(value.hour, value.minute, value.second)


def _lasting(value: timedelta) -> str:
    seconds = round(abs(value.total_seconds()))
    minutes, seconds = divmod(seconds, 60)
    return ("-" if value < timedelta() else "") + _hours(*divmod(minutes, 60), seconds)


def _hours(hours: int, minutes: int, seconds: int) -> str:
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: _text,
    bool: _truth,
    int: _number,
    float: _number,
    datetime: _moment,
    date: _day,
    time: _hour,
    timedelta: _lasting,
}
