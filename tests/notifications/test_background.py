"""Which road the mail takes out of the request: the site's queue, or a thread."""

import pytest
from django.core import mail as sent_mail
from django_tasks.backends.base import BaseTaskBackend

from cultuurraad_wagtail.notifications import background
from cultuurraad_wagtail.notifications.tasks import deliver_due_mail
from cultuurraad_wagtail.records.outbox import OutboxMail

taken = []


class SiteQueue(BaseTaskBackend):
    """A queue that takes tasks for a worker elsewhere."""

    def enqueue(self, task, args, kwargs):
        taken.append(task.name)


class BrokenQueue(BaseTaskBackend):
    def enqueue(self, task, args, kwargs):
        raise ConnectionError


@pytest.fixture
def started(monkeypatch):
    """Counts the threads that would have been started."""
    starts = []
    monkeypatch.setattr(background.drain, "start", lambda: starts.append(1))
    taken.clear()
    return starts


@pytest.mark.parametrize(
    ("backend", "tasks", "threads"),
    [
        (f"{__name__}.SiteQueue", ["deliver_due_mail"], []),
        (f"{__name__}.BrokenQueue", [], [1]),
        ("django_tasks.backends.immediate.ImmediateBackend", [], [1]),
        ("django_tasks.backends.dummy.DummyBackend", [], [1]),
    ],
)
def test_start_delivery_uses_the_sites_queue_where_there_is_one(settings, started, backend, tasks, threads):
    settings.TASKS = {"default": {"BACKEND": backend}}
    background.start_delivery()
    assert taken == tasks
    assert started == threads


def test_start_delivery_uses_a_thread_on_a_site_that_set_no_queue(started):
    background.start_delivery()
    assert started == [1]


@pytest.mark.django_db
def test_task_sends_what_is_due():
    OutboxMail.objects.create(recipient="a@example.org", subject="Dag", body="Tekst")
    deliver_due_mail.call()
    assert [message.subject for message in sent_mail.outbox] == ["Dag"]
