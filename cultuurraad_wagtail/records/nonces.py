"""Secrets that stand in the addresses of links by mail."""

import secrets


def new_nonce() -> str:
    """A secret of 192 bits, as text for an address."""
    return secrets.token_urlsafe(24)
