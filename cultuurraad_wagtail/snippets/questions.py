"""The questions of a feedback form as editors write them: their kind, their words, a key for life."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.forms.models import AbstractFormField

from ..choices import QuestionType
from ..wording import by_line, in_lines
from .question_forms import WITH_LINES, YES_NO, QuestionForm, new_key
from .translations import WordedModel

WITH_STEPS = (QuestionType.SCALE, QuestionType.MATRIX)
ASKING = tuple(kind for kind in QuestionType if kind != QuestionType.SECTION)
#: For each field that not every kind has: those that have it. The form shows no other.
OF_KIND = {
    "required": ASKING,
    "choices": WITH_LINES,
    **dict.fromkeys(("steps", "low_label", "high_label"), WITH_STEPS),
    "has_na": (*WITH_STEPS, QuestionType.PARTNERS),
    "tells_party": (QuestionType.SINGLE_CHOICE,),
    "only_if": ASKING,
    "only_if_answers": ASKING,
}


class AnsweredPanel(FieldPanel):
    """What is asked of the editor once somebody has answered the question."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and bool(self.form.answered)


class FeedbackQuestion(WordedModel, AbstractFormField):
    """One question. Its ``key`` is the same in drafts, rounds and languages, as long as it asks the same."""

    WORDED = ("label", "help_text", "choices", "low_label", "high_label")

    form = ParentalKey("cultuurraad_wagtail.FeedbackForm", on_delete=models.CASCADE, related_name="questions")
    #: Blank in a form of the admin: the browser makes every new question from one empty form.
    key = models.CharField(max_length=16, blank=True, editable=True)
    #: The key it had when it asked something else.
    replaces = models.CharField(max_length=16, blank=True, editable=False)
    label = models.CharField(_("question"), max_length=255)
    field_type = models.CharField(
        _("kind of answer"), max_length=16, choices=QuestionType.choices, default=QuestionType.SHORT_TEXT
    )
    required = models.BooleanField(_("must be answered"), default=False)
    help_text = models.CharField(_("help text"), max_length=500, blank=True)
    choices = models.TextField(
        _("choices, statements or things to rank"),
        blank=True,
        help_text=_("Each on a line of its own."),
    )
    #: ``{"last": number, "lines": [[line, number]]}``: the code of each line, kept when it is worded anew.
    codes = models.JSONField(default=dict, blank=True, editable=False)
    steps = models.PositiveSmallIntegerField(
        _("steps of the scale"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(10)],
        help_text=_("From 1 to this number."),
    )
    low_label = models.CharField(
        _("meaning of 1"), max_length=60, blank=True, help_text=_("Only for a scale, for example “weak”.")
    )
    high_label = models.CharField(
        _("meaning of the highest number"),
        max_length=60,
        blank=True,
        help_text=_("Only for a scale, for example “strong”."),
    )
    has_na = models.BooleanField(_("offers “not applicable”"), default=False)
    tells_party = models.BooleanField(
        _("compare results by this question"),
        default=False,
        help_text=_("For one single choice that says what kind of party somebody is, for example “Organisation”."),
    )
    only_if = models.CharField(_("only if this question"), max_length=16, blank=True)
    only_if_answers = models.TextField(
        _("was answered with"), blank=True, help_text=_("One of these answers, each on a line of its own.")
    )

    base_form_class = QuestionForm
    panels = [
        FieldPanel("key", classname="w-hidden"),
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("field_type"), FieldPanel("required")]),
        FieldPanel("help_text"),
        FieldPanel("choices"),
        FieldRowPanel([FieldPanel("steps"), FieldPanel("low_label"), FieldPanel("high_label")]),
        FieldPanel("has_na"),
        FieldPanel("translations"),
        FieldPanel("tells_party"),
        FieldPanel("only_if"),
        FieldPanel("only_if_answers"),
        AnsweredPanel("asks_something_else"),
    ]

    class Meta(AbstractFormField.Meta):
        abstract = False
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.label

    def clean(self):
        super().clean()
        if self.tells_party and self.field_type != QuestionType.SINGLE_CHOICE:
            message = _("Only a single choice can be compared by. Change the kind of answer, or untick this.")
            raise ValidationError({"tells_party": message})

    def save(self, *args, **kwargs):
        self.key = self.key or new_key()
        self.number_lines()
        super().save(*args, **kwargs)

    @property
    def source_language(self):
        return self.form.language

    def get_field_clean_name(self):
        return f"q{self.key}"

    @property
    def lines(self) -> list[dict]:
        """The choices, statements or things to rank: ``{"code": number, "label": {language: words}}``."""
        if self.field_type not in WITH_LINES:
            return []
        self.number_lines()
        translated = {code: words.get("choices", "") for code, words in self.translations.items()}
        written = zip(in_lines(self.choices), by_line(self.choices, self.source_language, translated), strict=True)
        codes = dict(self.codes["lines"])
        found = {line: {"code": codes[line], "label": words} for line, words in written}
        return list(found.values())

    def number_lines(self):
        """Give every line a code. Only a line that was worded anew in its place keeps its own; none is given twice."""
        before, last = self.codes.get("lines", []), self.codes.get("last", 0)
        lines = list(dict.fromkeys(in_lines(self.choices)))
        known = dict(before)
        places = before if len(before) == len(lines) else []
        reworded = {
            line: code
            for line, (old, code) in zip(lines, places, strict=False)
            if line not in known and old not in lines
        }
        numbered = []
        for line in lines:
            code = known.get(line) or reworded.get(line) or last + 1
            last = max(last, code)
            numbered.append([line, code])
        self.codes = {"last": last, "lines": numbered}

    def deciding_answers(self) -> dict[str, str]:
        """The answers on which another question may depend: the words of the editor, and the value of each."""
        if self.field_type == QuestionType.YES_NO:
            # In the language of the form, whoever reads it now: what depends on it must not.
            with override(self.source_language):
                return {str(label): value for value, label in YES_NO.items()}
        if self.field_type in WITH_STEPS:
            return {str(number): str(number) for number in range(1, self.steps + 1)}
        return {line["label"][self.source_language]: str(line["code"]) for line in self.lines}

    def snapshot(self, questions=()) -> dict:
        """The question as a value, in all its languages: what an answer is read with, for as long as it is kept.

        ``questions`` are those of the form; one on which this one depends is found there.
        """
        snapshot = {
            "key": self.key,
            "kind": self.field_type,
            "label": self.all_words("label"),
            "help": self.all_words("help_text"),
            "required": self.required,
            "has_na": self.has_na,
            "lines": self.lines,
        }
        if self.field_type in WITH_STEPS:
            snapshot |= {"steps": self.steps, "low": self.all_words("low_label"), "high": self.all_words("high_label")}
        if self.tells_party:
            snapshot["tells_party"] = True
        if self.replaces:
            snapshot["replaces"] = self.replaces
        other = next((each for each in questions if each.key == self.only_if), None) if self.only_if else None
        if other:
            possible = other.deciding_answers()
            values = [possible[answer] for answer in in_lines(self.only_if_answers) if answer in possible]
            snapshot["only_if"] = {"key": other.key, "values": values}
        return snapshot
