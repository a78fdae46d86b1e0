"""The addresses of Teams: nobody else is handed the bot's token, whatever an activity or the database says."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

#: connectors with a name of their own; anybody may register other names under trafficmanager.net
_EXACT = frozenset({"smba.trafficmanager.net"})
#: domains in which Microsoft alone gives out names
_DOMAINS = (
    ".botframework.com",
    ".botframework.azure.us",
    ".teams.microsoft.com",
    ".teams.microsoft.us",
)
_LONGEST = 500


def allowed(service_url: str, also: Collection[str] = ()) -> bool:
    """Say whether a service URL may be called; `also`: further host names, by http too, for a local Teams."""
    host, scheme, port = _parted(service_url)
    if host in also:
        return scheme in ("http", "https")
    return scheme == "https" and port in (None, 443) and (host in _EXACT or host.endswith(_DOMAINS))


def is_loopback(host: str) -> bool:
    """Say whether a name or an address is that of the machine itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _parted(url: str) -> tuple[str, str, int | None]:
    """Give host, scheme and port; no host for an address that clients might read differently."""
    nowhere = ("", "", None)
    if len(url) > _LONGEST or not url.isascii() or not url.isprintable() or set(url) & set(' \\@?#"<>%'):
        return nowhere
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return nowhere
    return (host, parts.scheme, port) if ".." not in url else nowhere
