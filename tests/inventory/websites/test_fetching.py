"""Fetching a page: only from the public web, never for long, never much. No test leaves this machine."""

import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import translation

from cultuurraad_wagtail.inventory.websites import fetching
from cultuurraad_wagtail.inventory.websites.fetching import FetchedPage, Limits, NotFetched, fetch_page

HTML = "text/html; charset=utf-8"


@pytest.fixture
def server():
    """A server on loopback; ``server.pages`` maps a path to ``(status, headers, chunks of the body)``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append((self.path, dict(self.headers)))
            status, headers, chunks = self.server.pages[self.path]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for chunk in chunks:
                    self.wfile.write(chunk)
            except OSError:
                self.server.was_cut.set()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.pages, server.asked, server.was_cut = {}, [], threading.Event()
    server.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def allowing(server, **limits):
    return Limits(ports=(80, 443, server.server_port), allow_loopback=True, **limits)


def refusal(address, **kwargs):
    with translation.override("en"), pytest.raises(NotFetched) as raised:
        fetch_page(address, **kwargs)
    return raised.value


@pytest.fixture
def no_connection(monkeypatch):
    """Whoever opens a connection fails the test, whatever became of it."""
    opened = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: opened.append(address))
    yield
    assert opened == []


def answering(monkeypatch, *answers):
    """Names resolve to each of ``answers`` in turn, and to the last one from then on; an address is itself."""
    left = list(answers)

    def resolve(host, port, *args, **kwargs):
        is_address = host.replace(".", "").isdigit() or ":" in host
        address = host if is_address else left.pop(0) if len(left) > 1 else left[0]
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        rest = (0, 0) if ":" in address else ()
        return [(family, socket.SOCK_STREAM, 6, "", (address, port or 0, *rest))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def test_fetch_gives_the_page_its_address_and_its_charset(server):
    server.pages["/contact"] = (200, {"Content-Type": "text/html; charset=ISO-8859-15"}, [b"<p>Dag", b" allen</p>"])

    page = fetch_page(f"{server.address}/contact", limits=allowing(server))

    assert page == FetchedPage(b"<p>Dag allen</p>", f"{server.address}/contact", "iso-8859-15")


def test_fetch_tells_no_charset_where_the_server_names_none(server):
    server.pages["/"] = (200, {"Content-Type": "text/html"}, [b"<p>"])

    assert fetch_page(f"{server.address}/", limits=allowing(server)).charset == ""


def test_fetch_sends_no_cookies_credentials_or_referrer(server, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.pages["/"] = (302, {"Location": "/next", "Set-Cookie": "a=b"}, [])
    server.pages["/next"] = (200, {"Content-Type": HTML}, [b"x"])

    fetch_page(f"{server.address}/", limits=allowing(server))

    assert [path for path, _headers in server.asked] == ["/", "/next"]
    for _path, headers in server.asked:
        assert sorted(headers) == ["Accept", "Accept-Encoding", "Connection", "Host", "User-Agent"]
        assert headers["Host"] == f"127.0.0.1:{server.server_port}"


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "0.0.0.0", "0"),
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "192.0.0.192"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.88.99.1"),
        *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:a9fe:a9fe]", "[::127.0.0.1]"),
        *(
            "[fe80::1]",
            "[fc00::1]",
            "[fd12:3456::1]",
            "[fec0::1]",
            "[ff02::1]",
            "[2002:7f00:1::]",
            "[64:ff9b::7f00:1]",
        ),
        *("[64:ff9b:1::7f00:1]", "[2001::1]", "[2001:db8::1]", "[::ffff:0:7f00:1]", "[4000::1]", "[fe80::1%251]"),
        *("localhost", "localhost."),
    ],
)
def test_fetch_opens_no_connection_to_an_inner_address(host, no_connection):
    assert refusal(f"http://{host}/").message in (fetching.UNREACHABLE, fetching.ODD_ADDRESS)


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fd00::1"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_fetch_opens_no_connection_where_a_name_leads_inside(scheme, inner, monkeypatch, no_connection):
    answering(monkeypatch, inner)

    assert refusal(f"{scheme}://www.huis.be/").message == fetching.UNREACHABLE


def test_fetch_connects_to_the_address_it_judged_when_the_answer_changes(monkeypatch):
    answering(monkeypatch, "93.184.215.14", "127.0.0.1")
    opened = []

    def connect(self, address):
        opened.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)

    assert refusal("http://www.huis.be/").message == fetching.UNREACHABLE
    assert opened == [("93.184.215.14", 80)]


def test_fetch_follows_no_redirect_inside(server, monkeypatch):
    server.pages["/"] = (302, {"Location": "http://10.0.0.1/"}, [])
    opened = []
    connect = socket.socket.connect
    monkeypatch.setattr(
        socket.socket, "connect", lambda self, address: opened.append(address[0]) or connect(self, address)
    )

    assert refusal(f"{server.address}/", limits=allowing(server)).message == fetching.UNREACHABLE
    assert opened == ["127.0.0.1"]


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://huis.be/", "gopher://huis.be/", "http://huis.be:22/", "http://a:b@huis.be/"],
)
def test_fetch_follows_no_redirect_to_an_odd_address(server, target):
    server.pages["/"] = (301, {"Location": target}, [])

    assert refusal(f"{server.address}/", limits=allowing(server)).message == fetching.ODD_ADDRESS
    assert len(server.asked) == 1


def test_fetch_follows_redirects_to_the_page(server):
    server.pages["/"] = (301, {"Location": "/nl"}, [])
    server.pages["/nl"] = (307, {"Location": f"{server.address}/nl/"}, [])
    server.pages["/nl/"] = (200, {"Content-Type": HTML}, [b"x"])

    assert fetch_page(f"{server.address}/", limits=allowing(server)).address == f"{server.address}/nl/"


def test_fetch_gives_up_redirects_after_five(server):
    server.pages["/"] = (302, {"Location": "/"}, [])

    assert refusal(f"{server.address}/", limits=allowing(server)).message == fetching.ROUND_AND_ROUND
    assert len(server.asked) == 6


def test_fetch_reads_nothing_of_a_redirect(server):
    server.pages["/"] = (302, {"Location": "/page"}, iter(lambda: b"x" * 65536, None))
    server.pages["/page"] = (200, {"Content-Type": HTML}, [b"x"])

    assert fetch_page(f"{server.address}/", limits=allowing(server)).content == b"x"
    assert server.was_cut.wait(5)


def test_fetch_unpacks_nothing_of_a_redirect(server):
    headers = {"Location": "/page", "Content-Encoding": "gzip"}
    server.pages["/"] = (302, headers, [b"no gzip: whoever unpacks this fails"])
    server.pages["/page"] = (200, {"Content-Type": HTML}, [b"x"])

    assert fetch_page(f"{server.address}/", limits=allowing(server)).content == b"x"


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://huis.be/", "file:///etc/passwd", "javascript:alert(1)", "huis.be", "//huis.be", "", "http://"),
        *("http://huis.be:8000/", "https://huis.be:22/", "http://user@huis.be/", "http://user:word@huis.be/"),
        *("http:///huis.be", "gopher://huis.be/", "unix://huis.be/"),
    ],
)
def test_fetch_refuses_an_odd_address(address, no_connection):
    assert refusal(address).message == fetching.ODD_ADDRESS


@pytest.mark.parametrize(
    "address",
    ["http://[::1", "http://huis.be:99999/", "http://hu is.be/", "http://.huis.be/", f"http://{'a' * 80}.be/"],
)
def test_fetch_tells_of_an_address_that_cannot_be_read(address, no_connection, monkeypatch):
    answering(monkeypatch, "127.0.0.1")

    assert refusal(address).message in (fetching.ODD_ADDRESS, fetching.UNREACHABLE)


def test_fetch_tells_of_a_name_that_does_not_exist(monkeypatch):
    def resolve(*args, **kwargs):
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    assert refusal("https://www.huis.be/").message == fetching.UNREACHABLE


@pytest.mark.parametrize("status", [204, 403, 404, 500, 503])
def test_fetch_tells_the_error_of_the_website(server, status):
    server.pages["/"] = (status, {"Content-Type": HTML}, [])

    with translation.override("en"):
        told = str(refusal(f"{server.address}/", limits=allowing(server)))

    assert told.startswith(f"The website does not give this page (error {status}).")


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "text/plain", "application/json", "", "nonsense"])
def test_fetch_takes_web_pages_only(server, kind):
    server.pages["/"] = (200, {"Content-Type": kind}, [b"x"])

    assert refusal(f"{server.address}/", limits=allowing(server)).message == fetching.NO_PAGE


def test_fetch_stops_at_the_limit_of_size(server):
    server.pages["/"] = (200, {"Content-Type": HTML}, iter(lambda: b"x" * 65536, None))

    assert refusal(f"{server.address}/", limits=allowing(server)).message == fetching.TOO_LARGE
    assert server.was_cut.wait(5)


def test_fetch_counts_what_is_unpacked(server):
    bomb = gzip.compress(b"x" * 20 * 1024 * 1024)
    assert len(bomb) < 50_000
    server.pages["/"] = (200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, [bomb])

    assert refusal(f"{server.address}/", limits=allowing(server)).message == fetching.TOO_LARGE


def test_fetch_unpacks_a_page(server):
    server.pages["/"] = (200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, [gzip.compress(b"<p>Dag</p>")])

    assert fetch_page(f"{server.address}/", limits=allowing(server)).content == b"<p>Dag</p>"


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd"])
def test_fetch_unpacks_one_layer_only(server, encoding):
    server.pages["/"] = (200, {"Content-Type": HTML, "Content-Encoding": encoding}, [b"x"])

    assert refusal(f"{server.address}/", limits=allowing(server)).message == fetching.NO_PAGE


def test_fetch_tells_of_a_page_that_cannot_be_unpacked(server):
    server.pages["/"] = (200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, [b"no gzip"])

    assert refusal(f"{server.address}/", limits=allowing(server)).message == fetching.UNREACHABLE


def dripping(pause=0.05):
    while True:
        time.sleep(pause)
        yield b"x"


def test_fetch_leaves_a_server_that_drips_its_body_in_time(server):
    server.pages["/"] = (200, {"Content-Type": HTML}, dripping())
    began = time.monotonic()

    assert refusal(f"{server.address}/", limits=allowing(server, seconds=0.5)).message == fetching.TOO_SLOW
    assert time.monotonic() - began < 2
    assert server.was_cut.wait(5)


def test_fetch_leaves_a_server_that_drips_its_headers_in_time():
    listener = socket.create_server(("127.0.0.1", 0))
    was_cut = threading.Event()

    def drip():
        connection, _address = listener.accept()
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for each in dripping():
                connection.sendall(each)
        except OSError:
            was_cut.set()

    threading.Thread(target=drip, daemon=True).start()
    port = listener.getsockname()[1]
    limits = Limits(ports=(port,), allow_loopback=True, seconds=0.5)
    began = time.monotonic()

    assert refusal(f"http://127.0.0.1:{port}/", limits=limits).message == fetching.TOO_SLOW
    assert time.monotonic() - began < 2
    assert was_cut.wait(5)
    listener.close()


def test_fetch_does_not_wait_for_names_either(monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: over.wait(10) and [])
    began = time.monotonic()

    assert refusal("http://www.huis.be/", limits=Limits(seconds=0.3)).message == fetching.TOO_SLOW
    assert time.monotonic() - began < 2
    over.set()


def test_fetch_takes_ten_seconds_and_five_megabytes():
    assert (
        Limits(seconds=10, size=5 * 1024 * 1024, redirects=5, ports=(80, 443), allow_loopback=False) == fetching.LIMITS
    )


def test_fetch_lets_what_is_a_mistake_of_ours_through(monkeypatch):
    monkeypatch.setattr(fetching, "_follow", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        fetch_page("http://www.huis.be/")


def test_reason_is_told_in_the_language_of_whoever_reads_it():
    error = NotFetched(fetching.AN_ERROR, status=404)

    with translation.override("en"):
        assert str(error).startswith("The website does not give this page (error 404).")
