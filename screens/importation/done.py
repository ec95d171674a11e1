"""What an importation did, in words."""

from __future__ import annotations

from models.importation.choosing.results import Results
from models.wording import count, show_number


def done_in_words(results: Results) -> str:
    """Tell what was inscribed and completed, in however many times; empty if nothing was."""
    number, to_report = results.enrolled, results.to_report
    parts = []
    if number:
        enrolled = count(number, "client inscrit", "clients inscrits")
        if 0 < to_report < number:
            parts.append(f"{enrolled}, dont {show_number(to_report)} à faire sur urssaf.fr.")
        else:
            parts.append(f"{enrolled}. À faire sur urssaf.fr." if to_report else f"{enrolled}.")
    if results.completed:
        parts.append(f"{count(results.completed, 'client complété', 'clients complétés')}.")
    return " ".join(parts)
