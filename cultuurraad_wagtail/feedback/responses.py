"""Storing an answer, and telling the editor."""

import json
import logging

from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from wagtail.admin.utils import get_admin_base_url

from ..notifications import queue_mail
from ..records.responses import Response, UnfinishedResponse
from ..records.versions import FormVersion

logger = logging.getLogger("cultuurraad_wagtail.feedback")


@transaction.atomic
def store_response(
    *, feedback_form, form, page=None, visitor="", language="", unfinished="", tells_editor=True, **details
):
    """Store the answers of a valid ``form``, queue the editor's mail, and return the Response.

    ``visitor`` is a secret of this browser (its CSRF cookie). The same answers from the same copy of the form in the
    same browser are one response, however often they arrive: the database's unique key decides. ``unfinished`` is the
    secret behind which they waited; ``details`` are further fields of the response.
    """
    answers = form.answers
    response = Response(
        form=feedback_form,
        version=_version(feedback_form, form),
        page=page,
        language=language,
        answers=answers,
        submission_key=_submission_key(feedback_form, form.cleaned_data["token"], visitor, answers),
        **details,
    )
    # Asks the database once where ``get_or_create`` asks three times.
    Response.objects.bulk_create([response], ignore_conflicts=True)
    key = Response.objects.values_list("pk", flat=True).get(submission_key=response.submission_key)
    is_new = key == response.pk
    if unfinished and "\x00" not in unfinished:
        UnfinishedResponse.objects.filter(form=feedback_form, nonce=unfinished).delete()
    if is_new and tells_editor:
        _tell_editor(response)
    return response if is_new else Response.objects.get(pk=key)


def _version(feedback_form, form):
    """The version that was filled in; made where nobody published the form."""
    if form.version is not None:
        return form.version
    version, _is_new = FormVersion.objects.get_or_create(
        form=feedback_form, digest=form.digest, defaults={"questions": form.questions}
    )
    return version


def _submission_key(feedback_form, token, visitor, answers):
    canonical = json.dumps([feedback_form.pk, token, visitor, answers], cls=DjangoJSONEncoder, sort_keys=True)
    return salted_hmac("cultuurraad_wagtail.submission", canonical, algorithm="sha256").hexdigest()


def _tell_editor(response):
    """Queue a mail to the editor named on the form; should that fail, the answer is stored all the same.

    The mail holds no answers: what is erased in the register must not live on in the outbox.
    """
    editor = _editor_of(response.form)
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


def _editor_of(form):
    """The editor named on the form, with the language of their screens; one question to the database."""
    editors = get_user_model()._base_manager.select_related("wagtail_userprofile")
    return form.notify_id and editors.filter(pk=form.notify_id).first()


def _language_of(user, form):
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or form.language
