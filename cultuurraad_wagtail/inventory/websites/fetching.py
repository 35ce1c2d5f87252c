"""One page of the public web, fetched for an editor, with no way into the site's own network.

The address is resolved once, judged, and connected to as judged; docs/decisions/0002-fetching.md tells why.
"""

import ipaddress
import socket
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooSlow
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urljoin

import requests
from django.utils.translation import gettext_lazy as _
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url

USER_AGENT = "Mozilla/5.0 (compatible; cultuurraad_wagtail)"
HTML_TYPES = ("text/html", "application/xhtml+xml")
# One layer of these; more layers could each make a thousand bytes of one.
ENCODINGS = ("", "identity", "gzip", "deflate")
CHUNK = 16 * 1024
# A public address by its number, which on Azure is the machine's own host.
NEVER = frozenset({"168.63.129.16"})

ODD_ADDRESS = _(
    "This address cannot be fetched. Give one that begins with https:// or http://, without a user name or a port."
)
# The same words for "refused" and "not there", so that nobody can feel their way through the site's own network.
UNREACHABLE = _(
    "No website answers at this address on the public web. Check the address, or save the page in your browser and "
    "upload it here."
)
TOO_SLOW = _("The website takes too long to answer. Save the page in your browser and upload it here.")
TOO_LARGE = _("This page is larger than 5 MB. Copy its HTML, or the part about the organisation, and paste that here.")
NO_PAGE = _("There is no web page at this address, but another kind of file. Give the address of a web page.")
AN_ERROR = _(
    "The website does not give this page (error %(status)s). Check the address, or save the page in your browser and "
    "upload it here."
)
ROUND_AND_ROUND = _("This address leads on and on to other addresses. Open it in your browser and give the last one.")


class NotFetched(Exception):
    """Why there is no page, in a sentence for the editor, in the language of whoever reads it."""

    def __init__(self, message, **params):
        super().__init__(message)
        self.message, self.params = message, params

    def __str__(self):
        return str(self.message) % self.params if self.params else str(self.message)


@dataclass(frozen=True)
class Limits:
    """What a fetch may take, and where it may go; tests alone allow more."""

    seconds: float = 10
    size: int = 5 * 1024 * 1024
    redirects: int = 5
    ports: tuple = (80, 443)
    allow_loopback: bool = False


LIMITS = Limits()


@dataclass(frozen=True)
class FetchedPage:
    """A page as it came: its bytes, the address at which it stood in the end, and the charset the server named."""

    content: bytes
    address: str
    charset: str


def fetch_page(address: str, *, limits: Limits = LIMITS) -> FetchedPage:
    """The page at ``address``; NotFetched where there is none, or where it may not be fetched.

    A time limit of ``requests`` holds for one read, and none for looking up a name, so the fetch has a thread of
    its own: whoever waits goes on in time, and the connections are cut.
    """
    line, done = _Line(), Future()
    threading.Thread(target=_settle, args=(done, address, limits, line), daemon=True).start()
    try:
        return done.result(timeout=limits.seconds)
    except TooSlow:
        raise NotFetched(TOO_SLOW) from None
    finally:
        line.cut()


def _settle(done, address, limits, line):
    try:
        done.set_result(_follow(address, limits, line))
    except NotFetched as error:
        done.set_exception(error)
    except requests.Timeout:
        done.set_exception(NotFetched(TOO_SLOW))
    except (requests.RequestException, HTTPError, OSError, ValueError):
        done.set_exception(NotFetched(UNREACHABLE))
    except BaseException as error:
        done.set_exception(error)


def _follow(address, limits, line):
    with _session(limits, line) as session:
        for _hop in range(limits.redirects + 1):
            _refuse_odd(address, limits)
            with session.get(address, stream=True, allow_redirects=False, timeout=limits.seconds) as response:
                target = session.get_redirect_target(response)
                if target is None:
                    return _read(response, limits)
            address = urljoin(address, target)
    raise NotFetched(ROUND_AND_ROUND)


def _refuse_odd(address, limits):
    """As ``requests`` itself will read the address, so that there are no two readings of it."""
    parts = parse_url(address)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    if parts.scheme not in ("http", "https") or not parts.host or parts.auth is not None or port not in limits.ports:
        raise NotFetched(ODD_ADDRESS)


def _session(limits, line):
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=limits.allow_loopback,
        never_redirect=True,
        default_timeout=limits.seconds,
    )
    session = _Session(config)
    for scheme in ("http", "https"):
        session.mount(f"{scheme}://", _PublicAdapter(scheme == "https", limits.allow_loopback, line))
    session.trust_env = False  # No proxy, which would look names up itself, and no passwords from .netrc.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.update({"User-Agent": USER_AGENT, "Accept": ", ".join(HTML_TYPES), "Accept-Encoding": "gzip"})
    return session


class _Session(HTTPSession):
    def resolve_redirects(self, *args, **kwargs):
        """None: ``requests`` would read the body of a redirect whole, even where it is told not to follow any."""
        return iter(())


class _PublicAdapter(IPFilterAdapter):
    """The library's filter, and after it a list of what is allowed where it has one of what is not."""

    def __init__(self, is_https, allow_loopback, line):
        super().__init__(is_https, allow_loopback=allow_loopback)
        self.poolmanager.pool_classes_by_scheme = _pools(line)

    def build_connection_pool_key_attributes(self, request, verify, cert=None):
        host_params, pool_kwargs = super().build_connection_pool_key_attributes(request, verify, cert)
        address = ipaddress.ip_address(host_params["host"].strip("[]"))
        if not is_public(address) and not (self._allow_loopback and address.is_loopback):
            raise InvalidIPAddress(address)
        return host_params, pool_kwargs


def is_public(address) -> bool:
    """Whether an address that the library's filter let pass is one of the public web.

    That filter knows old and reserved ranges of IPv6 not, such as ``::127.0.0.1`` and ``fec0::1``.
    """
    if not address.is_global or address.is_multicast or address.is_reserved or str(address) in NEVER:
        return False
    return not getattr(address, "is_site_local", False)


def _read(response, limits):
    if response.status_code != requests.codes.ok:
        raise NotFetched(AN_ERROR, status=response.status_code)
    kind = Message()
    kind["Content-Type"] = response.headers.get("Content-Type", "application/octet-stream")
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if kind.get_content_type() not in HTML_TYPES or encoding not in ENCODINGS:
        raise NotFetched(NO_PAGE)
    content = bytearray()
    for chunk in response.iter_content(CHUNK):
        content += chunk
        if len(content) > limits.size:
            raise NotFetched(TOO_LARGE)
    return FetchedPage(bytes(content), response.url, kind.get_content_charset("") or "")


class _Line:
    """The connections of one fetch, to be cut wherever they wait: in a handshake, a header or a body."""

    def __init__(self):
        self._lock, self._sockets, self._is_cut = threading.Lock(), [], False

    def add(self, connected):
        with self._lock:
            if self._is_cut:
                connected.close()
                raise OSError("The time is over.")
            # TLS takes the socket over; a duplicate stays ours.
            self._sockets.append(connected.dup())

    def cut(self):
        with self._lock:
            self._is_cut = True
            for each in self._sockets:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
            self._sockets.clear()


def _pools(line):
    """urllib3's classes, whose connections report to ``line``."""

    class Reporting:
        def _new_conn(self):
            connected = super()._new_conn()
            line.add(connected)
            return connected

    class Plain(Reporting, HTTPConnection):
        pass

    class Secure(Reporting, HTTPSConnection):
        pass

    plain = type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": Plain})
    secure = type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": Secure})
    return {"http": plain, "https": secure}
