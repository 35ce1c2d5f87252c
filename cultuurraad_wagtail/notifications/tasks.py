"""The outbox as a task, for sites that have a task queue. Wagtail brings ``django_tasks`` on every Django."""

from django_tasks import task

from .delivery import deliver_due


@task()
def deliver_due_mail() -> None:
    """Send what is due."""
    deliver_due()
