"""What organisations propose becomes a draft also while the mail is being sent: SQLite has one writer at a time."""

from threading import Event, Thread

import pytest
from django.db import connections, transaction
from django.utils import timezone

from cultuurraad_wagtail.inventory.rounds import confirmation
from cultuurraad_wagtail.models import ConfirmationRequest, OutboxMail, ProfileProposal
from cultuurraad_wagtail.notifications import queue
from cultuurraad_wagtail.setup import set_up_section
from tests.factories import make_organisation

from .test_confirmation import change_data, link


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


def test_proposal_becomes_a_draft_while_mail_is_sent(site_on_file, busy, client, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "background"
    set_up_section(parent=site_on_file.home, language_code="nl")
    page = make_organisation(site_on_file, "Huis", contact_email="a@b.be", summary="Oud", confirmed_at=None)
    request = ConfirmationRequest.objects.create(organisation=page, recipient="a@b.be", sent_at=timezone.now())

    client.post(link(request, "confirm_change"), change_data(client, request, summary="Nieuw"))

    proposal = ProfileProposal.objects.get()
    assert proposal.changes == {"summary": ["Oud", "Nieuw"]}
    assert proposal.revision is not None
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == "Nieuw"


def test_round_begins_while_mail_is_sent(site_on_file, busy, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "background"
    page = make_organisation(site_on_file, "Huis", contact_email="a@b.be")
    confirmation.send_links(address="a@b.be", site=site_on_file.site)

    done = confirmation.run_round(older_than=365)

    assert done == {"asked": 1, "reminded": 0}
    assert ConfirmationRequest.objects.filter(organisation=page).count() == 2
