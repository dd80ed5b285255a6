"""An address as a QR code, drawn in the page."""

from __future__ import annotations

import segno


def qr_code(address: str, title: str) -> str:
    """Draw an address as SVG, with a title for those who do not see it."""
    return segno.make(address, error="m").svg_inline(
        scale=8, border=4, title=title, light="#fff", dark="#000", omitsize=True
    )
