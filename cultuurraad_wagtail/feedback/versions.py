"""The version of a form that somebody fills in: the one they were shown, whatever was published since."""

from wagtail.signals import published

from ..records.versions import FormVersion
from ..snippets.answer_forms import AnswerForm, digest_of, note_of
from ..snippets.feedback import FeedbackForm


def current_version(feedback_form: FeedbackForm) -> FormVersion:
    """The version that is published now, kept from the first time that somebody asks for it."""
    questions = feedback_form.snapshot()
    version, _is_new = FormVersion.objects.get_or_create(
        form=feedback_form, digest=digest_of(questions), defaults={"questions": questions}
    )
    return version


def form_for(
    *, feedback_form: FeedbackForm, version: FormVersion | None = None, data=None, language: str = "", partners=()
) -> AnswerForm:
    """The form to show, or bound to ``data``: then with the questions of the copy that was filled in.

    With a ``version`` it has the questions of that one, whatever else was published.
    """
    version = version or _version_filled_in(feedback_form, data)
    made_of = {"questions": version.questions, "digest": version.digest} if version else {}
    form = feedback_form.answer_form(data, language=language, partners=partners, **made_of)
    form.version = version
    return form


def _version_filled_in(feedback_form, data):
    """The version of the copy that ``data`` comes from; None for an empty form, and where nobody kept it."""
    shown = note_of(data.get("token", "")).get("version") if data is not None else None
    return FormVersion.objects.filter(form=feedback_form, digest=shown).first() if shown else None


def keep_version(instance, **kwargs):
    """What is published can be answered from now on: should it be changed meanwhile, it is still known."""
    current_version(instance)


def connect():
    """Listen, once; called when the app is ready."""
    published.connect(keep_version, sender=FeedbackForm, dispatch_uid="cultuurraad_wagtail.feedback")
