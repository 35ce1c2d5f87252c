"""A long form is left halfway and gone on with later, behind a secret link; nobody needs an account."""

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from ..notifications import queue_mail
from ..records.responses import UnfinishedResponse
from ..snippets.answer_forms import HONEYPOT
from ..snippets.feedback import FeedbackForm

#: How long what was filled in waits.
LIFETIME = timedelta(days=30)
#: What belongs to one copy of the form, and not to the answers.
OF_THE_COPY = ("csrfmiddlewaretoken", "token", HONEYPOT, "page", "pause", "unfinished")


def pause(*, feedback_form: FeedbackForm, data: QueryDict, now=None) -> UnfinishedResponse:
    """Keep what was filled in so far, as it was typed; again by the same link is the same row."""
    # PostgreSQL keeps no NUL, not even inside JSON.
    typed = ((name, values) for name, values in data.lists() if name not in OF_THE_COPY and "\x00" not in name)
    kept = {name: [value.replace("\x00", "") for value in values] for name, values in typed}
    unfinished = unfinished_for(feedback_form=feedback_form, nonce=data.get("unfinished", ""), now=now)
    unfinished = unfinished or UnfinishedResponse(form=feedback_form)
    unfinished.data, unfinished.expires_at = kept, (now or timezone.now()) + LIFETIME
    unfinished.save()
    return unfinished


def unfinished_for(*, feedback_form: FeedbackForm, nonce: str, now=None) -> UnfinishedResponse | None:
    """What waits behind the secret ``nonce``; None where nothing does, or not any more."""
    waiting = UnfinishedResponse.objects.filter(form=feedback_form, expires_at__gt=now or timezone.now())
    return waiting.filter(nonce=nonce).first() if nonce and "\x00" not in nonce else None


def send_link(*, unfinished: UnfinishedResponse, to: str, link: str, language: str):
    """Mail the link with which to go on."""
    form = unfinished.form
    context = {"form_title": form.words("title", language), "link": link, "until": unfinished.expires_at}
    queue_mail(to=to, template="unfinished_link", language=language, context=context)
