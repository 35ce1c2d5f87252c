"""The questions of a feedback form, and the form fields a visitor meets for each kind of question."""

from datetime import datetime, timedelta

from django import forms
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.forms.forms import BaseForm, FormBuilder
from wagtail.contrib.forms.models import AbstractFormField
from wagtail.models import TranslatableMixin

from ..choices import QuestionType
from ..conf import setting

TOKEN_SALT = "cultuurraad_wagtail.feedback"  # noqa: S105, a salt names a purpose and keeps no secret
HONEYPOT = "website_url"


class RatingSelect(forms.RadioSelect):
    """Five radio buttons in a row, the meaning of the two ends in words beside them."""

    template_name = "cultuurraad_wagtail/forms/rating.html"

    def __init__(self, low_label="", high_label="", **kwargs):
        super().__init__(**kwargs)
        self.low_label, self.high_label = low_label, high_label

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        return {**context, "low_label": self.low_label, "high_label": self.high_label}


class QuestionFormBuilder(FormBuilder):
    """Wagtail's form builder with the council's own kinds of question."""

    def get_field_options(self, field):
        options = super().get_field_options(field)
        return {**options, "help_text": field.help_text, "initial": None}

    def get_formatted_field_choices(self, field):
        lines = (line.strip() for line in field.choices.splitlines())
        return [(line, line) for line in lines if line]

    def get_formatted_field_initial(self, field):
        return []

    def create_multiline_field(self, field, options):
        return forms.CharField(**options, max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}))

    def create_email_field(self, field, options):
        return forms.EmailField(**options, widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def create_date_field(self, field, options):
        return forms.DateField(**options, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def create_rating_field(self, field, options):
        choices = [(str(number), str(number)) for number in range(1, 6)]
        return forms.ChoiceField(**options, choices=choices, widget=RatingSelect(field.low_label, field.high_label))

    def create_yes_no_field(self, field, options):
        return forms.ChoiceField(**options, choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect)

    def create_consent_field(self, field, options):
        return forms.BooleanField(**options)

    def get_form_class(self):
        return type("FeedbackAnswerForm", (AnswerForm,), self.formfields)


class AnswerForm(BaseForm):
    """What every feedback form carries besides its questions: a signed hour, and a field people do not see."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("use_required_attribute", True)
        super().__init__(*args, **kwargs)
        self.fields["token"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=new_token)
        self.fields[HONEYPOT] = forms.CharField(
            required=False,
            label=_("Leave this field empty"),
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )

    @property
    def questions(self):
        """The bound fields a visitor answers."""
        return [self[name] for name in self.fields if name not in ("token", HONEYPOT)]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get(HONEYPOT):
            self._replace(HONEYPOT, "")
            message = _("A field that must stay empty was filled in, perhaps by your browser. Send the form again.")
            raise forms.ValidationError(message, code="honeypot")
        return cleaned

    def clean_token(self):
        token = self.cleaned_data["token"]
        shown_at = moment_of(token)
        if shown_at is None:
            self._replace("token", new_token())
            self.add_error(None, _("This form could not be checked. Your answers are still here: send them again."))
            return token
        if timezone.now() - shown_at < timedelta(seconds=setting("FEEDBACK_MIN_SECONDS")):
            self.add_error(None, _("That was very quick. Read your answers once more, then send them again."))
        return token

    def _replace(self, name, value):
        """Show ``value`` when the form comes back, in place of what was sent."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value


def new_token() -> str:
    """A signed note of when the form was shown, different each time."""
    return signing.dumps({"at": timezone.now().timestamp(), "id": get_random_string(16)}, salt=TOKEN_SALT)


def moment_of(token: str):
    """When the form that carries ``token`` was shown; None for a token that is not ours."""
    try:
        return datetime.fromtimestamp(signing.loads(token, salt=TOKEN_SALT)["at"], tz=timezone.get_default_timezone())
    except (signing.BadSignature, KeyError, TypeError):
        return None


class FeedbackQuestion(TranslatableMixin, AbstractFormField):
    """One question. Its form name comes from its translation key: stable in drafts, copies and languages."""

    form = ParentalKey("cultuurraad_wagtail.FeedbackForm", on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(_("question"), max_length=255)
    field_type = models.CharField(
        _("kind of answer"), max_length=16, choices=QuestionType.choices, default=QuestionType.SHORT_TEXT
    )
    required = models.BooleanField(_("must be answered"), default=False)
    help_text = models.CharField(_("help text"), max_length=255, blank=True)
    choices = models.TextField(
        _("choices"),
        blank=True,
        help_text=_("Only for single and multiple choice: each choice on a line of its own."),
    )
    low_label = models.CharField(
        _("meaning of 1"), max_length=60, blank=True, help_text=_("Only for a rating, for example “weak”.")
    )
    high_label = models.CharField(
        _("meaning of 5"), max_length=60, blank=True, help_text=_("Only for a rating, for example “strong”.")
    )

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("field_type"), FieldPanel("required")]),
        FieldPanel("help_text"),
        FieldPanel("choices"),
        FieldRowPanel([FieldPanel("low_label"), FieldPanel("high_label")]),
    ]

    class Meta(TranslatableMixin.Meta, AbstractFormField.Meta):
        abstract = False
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.label

    def get_field_clean_name(self):
        return f"q{self.translation_key.hex[:16]}"


def answers_of(feedback_form, cleaned_data):
    """What a visitor answered, with each question as it is worded now, as ``records.Response.answers`` stores it."""
    return [
        {
            "name": question.clean_name,
            "label": question.label,
            "type": question.field_type,
            "value": _storable(cleaned_data.get(question.clean_name)),
        }
        for question in feedback_form.questions.all()
    ]


def _storable(value):
    if isinstance(value, bool | list | str):
        return value
    return "" if value is None else str(value)
