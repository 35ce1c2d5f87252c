"""The editor's form of one question: a key for life, words in other languages, what depends on another question."""

from functools import partial

from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ..choices import QuestionType
from ..wording import in_lines
from .answer_forms import DECIDING
from .translations import TranslationsFormField, content_languages, keep_hidden

LETTERS = "abcdefghijklmnopqrstuvwxyz"
YES_NO = {"yes": _("Yes"), "no": _("No")}
WITH_LINES = (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE, QuestionType.MATRIX, QuestionType.RANKING)


def new_key() -> str:
    """A key for a question: short, since it is in the name of every field and answer."""
    # A letter first: a key of digits only would be read as a place in a list.
    return get_random_string(1, LETTERS) + get_random_string(11, LETTERS + "0123456789")


class QuestionForm(WagtailAdminModelForm):
    key = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    only_if = forms.ChoiceField(
        label=_("Only if this question"),
        required=False,
        help_text=_("A question that you have just added can be chosen once the form is saved."),
    )
    asks_something_else = forms.BooleanField(
        label=_("Asks something else from now on"),
        required=False,
        help_text=_(
            "The form has answers. Leave this open when you only correct the wording. Tick it when the question now "
            "means something else: its answers are then counted apart, and not compared with the earlier ones."
        ),
    )
    translations = TranslationsFormField(
        {
            "label": (_("Question"), forms.TextInput),
            "help_text": (_("Help text"), forms.TextInput),
            "choices": (_("Choices, statements or things to rank"), partial(forms.Textarea, attrs={"rows": 4})),
            "low_label": (_("Meaning of 1"), forms.TextInput),
            "high_label": (_("Meaning of the highest number"), forms.TextInput),
        },
        label=_("In other languages"),
    )

    def __init__(self, *args, instance=None, feedback_form=None, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.feedback_form = feedback_form
        if instance is None:
            # The browser makes every new question from one empty form: they must not share its key.
            self.initial["key"] = ""
        others = feedback_form.questions.all() if feedback_form else []
        self.fields["translations"].widget.source = feedback_form.language if feedback_form else ""
        deciding = [each for each in others if each.field_type in DECIDING and each.key != self.instance.key]
        self.fields["only_if"].choices = [("", _("Always")), *((each.key, each.label) for each in deciding)]

    @property
    def answered(self) -> dict:
        """The question as it was when it was last answered; {} when nobody has."""
        return self.feedback_form.answered_questions.get(self.instance.key, {}) if self.feedback_form else {}

    def clean_key(self):
        return self.cleaned_data["key"] or new_key()

    def clean(self):
        cleaned = super().clean()
        keep_hidden(self, self.instance)
        if cleaned.get("field_type") in WITH_LINES and len(in_lines(cleaned.get("choices", ""))) < 2:
            self.add_error("choices", _("Write at least two, each on a line of its own."))
        if not cleaned.get("only_if"):
            cleaned["only_if_answers"] = ""
        self._clean_lines(cleaned)
        return cleaned

    def _clean_lines(self, cleaned):
        """Lines are translated line by line: one that is missing would give the others another meaning."""
        written = len(in_lines(cleaned.get("choices", "")))
        for code, words in (cleaned.get("translations") or {}).items():
            translated = len(in_lines(words.get("choices", "")))
            if translated and translated != written:
                message = _(
                    "%(language)s has %(translated)s lines and the question has %(written)s: translate each line."
                )
                names = {"language": content_languages().get(code, code), "translated": translated, "written": written}
                self.add_error("translations", message % names)

    def _post_clean(self):
        super()._post_clean()
        now, before = self.instance, self.answered
        self.outcome = ""
        if not before or self.errors:
            return
        changed = before["kind"] != now.field_type or before.get("steps", now.steps) != now.steps
        if changed or self.cleaned_data.get("asks_something_else"):
            now.replaces, now.key, now.codes = now.key, new_key(), {}
            self.outcome = _("“%(question)s” is a new question now: its answers are counted apart.")
        elif before["label"] != now.all_words("label"):
            self.outcome = _("“%(question)s” is worded anew and keeps its answers.")
