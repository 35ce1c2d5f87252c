"""What organisations propose becomes a draft also while the mail is being sent: SQLite has one writer at a time."""

from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from wagtail.models import Page, Site

from cultuurraad_wagtail.inventory.rounds import confirmation
from cultuurraad_wagtail.models import ConfirmationRequest, OutboxMail, ProfileProposal
from cultuurraad_wagtail.notifications import queue
from cultuurraad_wagtail.setup import set_up_section
from tests.factories import make_locale, make_organisation, make_section

from .test_confirmation import change_data, link


@pytest.fixture
def database_on_file(transactional_db, tmp_path):
    """The database as a site has it: SQLite's in memory locks otherwise, so it is copied to a file."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory = connections["default"]
    name = in_memory.settings_dict["NAME"]
    on_file = connections.create_connection("default")
    on_file.settings_dict = {**in_memory.settings_dict, "NAME": str(tmp_path / "site.sqlite3")}
    on_file.ensure_connection()
    in_memory.connection.backup(on_file.connection)
    in_memory.settings_dict["NAME"] = on_file.settings_dict["NAME"]
    connections["default"] = on_file
    yield
    on_file.close()
    in_memory.settings_dict["NAME"] = name
    connections["default"] = in_memory


@pytest.fixture
def section(database_on_file):
    """A section of a site; a database that was emptied by another test gets its root again."""
    if not Page.objects.filter(depth=1).exists():
        root = Page.add_root(title="Root", locale=make_locale())
        Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
    return make_section("nl")


@pytest.fixture
def busy(monkeypatch):
    """Every mail that is queued makes another worker write for a moment, as the one that sends it does."""
    workers = []

    def start():
        begun = Event()
        worker = Thread(target=write, args=[begun])
        workers.append(worker)
        worker.start()
        assert begun.wait(10)

    def write(begun):
        try:
            with transaction.atomic():
                OutboxMail.objects.update(attempts=1)
                begun.set()
                Event().wait(0.4)
        finally:
            connections.close_all()

    monkeypatch.setattr(queue, "start_delivery", start)
    yield
    for worker in workers:
        worker.join(20)


def test_proposal_becomes_a_draft_while_mail_is_sent(section, busy, client, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "background"
    set_up_section(parent=section.home, language_code="nl")
    page = make_organisation(section, "Huis", contact_email="a@b.be", summary="Oud", confirmed_at=None)
    request = ConfirmationRequest.objects.create(organisation=page, recipient="a@b.be", sent_at=timezone.now())

    client.post(link(request, "confirm_change"), change_data(client, request, summary="Nieuw"))

    proposal = ProfileProposal.objects.get()
    assert proposal.changes == {"summary": ["Oud", "Nieuw"]}
    assert proposal.revision is not None
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == "Nieuw"


def test_round_begins_while_mail_is_sent(section, busy, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "background"
    page = make_organisation(section, "Huis", contact_email="a@b.be")
    confirmation.send_links(address="a@b.be", site=section.site)

    done = confirmation.run_round(older_than=365)

    assert done == {"asked": 1, "reminded": 0}
    assert ConfirmationRequest.objects.filter(organisation=page).count() == 2
