"""What time it is."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Give the instant, in UTC."""
    return datetime.now(UTC)
