"""A mail server that the test steers, and a database that threads share as processes do."""

import socketserver
from threading import Event, Thread

import pytest
from django.db import connection, connections

from cultuurraad_wagtail.notifications.background import drain
from cultuurraad_wagtail.records.outbox import OutboxMail


class Conversation(socketserver.StreamRequestHandler):
    """Just enough SMTP: answers as ``server.script`` says, and keeps what it accepted."""

    def handle(self):
        if self.server.hangs:
            self.server.released.wait(20)
            return
        self.say("220 ready")
        while line := self.rfile.readline():
            verb = line[:4].upper().decode()
            if verb in self.server.script:
                self.say(self.server.script[verb])
            elif verb == "DATA":
                self.say("354 go on")
                self.server.accepted.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                self.say("250 accepted")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    """``script`` maps a verb to the refusal it meets; ``hangs`` makes it accept a connection and stay silent."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.script = {}
        self.accepted = []
        self.hangs = False
        self.released = Event()

    def handle_error(self, request, client_address):
        """A client that went away is part of the game."""


@pytest.fixture
def mail_server(settings):
    """A mail server on loopback, and the site's settings pointed at it."""
    with MailServer() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 0.5
        yield server
        server.released.set()
        server.shutdown()


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """A database that threads share. SQLite's in memory locks as no site's does, so it is a file here."""
    if connection.vendor != "sqlite":
        yield
        drain.join(10)
        return
    in_memory = connections["default"]
    name = in_memory.settings_dict["NAME"]
    in_memory.settings_dict["NAME"] = str(tmp_path / "outbox.sqlite3")
    connections["default"] = connections.create_connection("default")
    with connection.schema_editor() as editor:
        editor.create_model(OutboxMail)
    yield
    drain.join(10)
    connection.close()
    in_memory.settings_dict["NAME"] = name
    connections["default"] = in_memory
