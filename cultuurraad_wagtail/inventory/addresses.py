"""Addresses of the web: the host, and what two spellings of one address share."""

from urllib.parse import urlsplit

# One host for many organisations: there, the address needs its path to say whose it is.
SHARED_HOSTS = frozenset(
    ["facebook.com", "instagram.com", "linktr.ee", "sites.google.com", "youtube.com", "linkedin.com", "x.com"]
)


def host_of(address: str) -> str:
    """The host of ``address`` without ``www.`` or ``m.``; empty for what is no address of the web."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").removeprefix("m.") if parts.scheme in ("http", "https") else ""


def website_key(address: str) -> str:
    """Whose website ``address`` is: its host, with the path on a host that many share; empty if nobody's."""
    host = host_of(address)
    if host not in SHARED_HOSTS:
        return host
    path = urlsplit(address).path.strip("/").casefold()
    return f"{host}/{path}" if path else ""


def address_key(address: str) -> str:
    """What two spellings of one web address share: no scheme, ``www.`` or closing slash."""
    host = host_of(address)
    if not host:
        return address
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"
