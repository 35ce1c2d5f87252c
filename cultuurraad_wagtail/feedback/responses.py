"""Storing an answer, telling the editor, and laying out many answers as a table."""

import json
import logging
from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from ..choices import QuestionType
from ..notifications import queue_mail
from ..records.responses import Response
from ..snippets.questions import answers_of

logger = logging.getLogger("cultuurraad_wagtail.feedback")


@transaction.atomic
def store_response(*, feedback_form, form, page=None, visitor=""):
    """Store the answers of a valid ``form``, queue the editor's mail, and return the Response.

    ``visitor`` is a secret of this browser (its CSRF cookie). The same answers from the same copy of the form in the
    same browser are one response, however often they arrive: the database's unique key decides.
    """
    answers = answers_of(feedback_form, form.cleaned_data)
    response, is_new = Response.objects.get_or_create(
        submission_key=_submission_key(feedback_form, form.cleaned_data["token"], visitor, answers),
        defaults={"form": feedback_form, "page": page, "answers": answers},
    )
    if is_new:
        _tell_editor(response)
    return response


def responses_as_table(responses):
    """``(headings, rows)`` of a queryset of responses: moment, form, page, then a column per question asked.

    Columns follow the first form they are met in. Two queries more than the queryset's own, however many rows.
    """
    columns = {}
    for answers in responses.order_by("submitted_at", "pk").values_list("answers", flat=True).iterator():
        for answer in answers:
            columns[answer["name"]] = answer["label"]
    return [_("Sent at"), _("Form"), _("Page"), *columns.values()], _rows(responses, columns)


def _rows(responses, columns):
    for response in responses.select_related("form", "page").iterator(chunk_size=500):
        values = {answer["name"]: _as_number(answer) for answer in response.answers_in_words()}
        cells = [values.get(name, "") for name in columns]
        yield [response.submitted_at, str(response.form), str(response.page or ""), *cells]


def _as_number(answer):
    """A number as a number, so that a spreadsheet can add it up; anything else as it reads."""
    is_number = answer["type"] == QuestionType.NUMBER and answer["value"]
    return Decimal(answer["value"]) if is_number else answer["value"]


def _submission_key(feedback_form, token, visitor, answers):
    canonical = json.dumps([feedback_form.pk, token, visitor, answers], cls=DjangoJSONEncoder, sort_keys=True)
    return salted_hmac("cultuurraad_wagtail.submission", canonical, algorithm="sha256").hexdigest()


def _tell_editor(response):
    """Queue a mail to the editor named on the form; should that fail, the answer is stored all the same.

    The mail holds no answers: what is erased in the register must not live on in the outbox.
    """
    editor = response.form.notify
    address = editor and getattr(editor, editor.get_email_field_name(), "")
    if not address or not getattr(editor, "is_active", True):
        return
    try:
        with transaction.atomic():
            path = reverse("cultuurraad_responses_modeladmin_inspect", args=[response.pk])
            queue_mail(
                to=address,
                template="new_response",
                language=_language_of(editor, response.form),
                context={"form_title": response.form.title, "admin_url": (get_admin_base_url() or "") + path},
            )
    except Exception:  # whatever a site's own mail template does, the visitor's answer is kept
        logger.exception("The mail about response %s could not be written.", response.pk)


def _language_of(user, form):
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or form.locale.language_code
