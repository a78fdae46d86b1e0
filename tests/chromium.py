"""How the tests start a browser."""

from __future__ import annotations

CHROMIUM_FLAGS = [
    "--no-sandbox",  # containers often lack the namespaces that Chromium's sandbox needs
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # No traffic but the test's own.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
