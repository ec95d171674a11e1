"""The keys of the fifteen boxes, on a French keyboard too."""

from __future__ import annotations

from textual.binding import Binding

from models.labels import Service

_AZERTY = dict(zip("123456789", "&é\"'(-è_ç", strict=True))
"""The top row of a French keyboard, unshifted."""

NO_SUCH_BOX = "Ici les lettres sont des cases : de a à f."


def direct_keys() -> list[Binding]:
    """Return one binding for each box; the first stands for all in the key line."""
    return [
        Binding(
            ",".join(filter(None, (service.key, _AZERTY.get(service.key)))),
            f"tick('{service.code}')",
            "Direct",
            show=service is Service.DPAE,
            key_display="1-9 a-f",
            tooltip=f"Case : {service.label}",
            id=f"boxes.{service.code}",
        )
        for service in Service
    ]
