"""What a visitor fills in: a form made of the questions of one version, in the language they read."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm

from ..choices import CollaborationLevel, QuestionType
from ..conf import setting
from ..wording import Words, pick

TOKEN_SALT = "cultuurraad_wagtail.feedback"  # noqa: S105, a salt names a purpose and keeps no secret
HONEYPOT = "website_url"
NOT_APPLICABLE = "na"
#: Longer answers than this are no answers to a question.
LONGEST_TEXT = 10_000
#: The kinds of question on whose answer another one may depend.
DECIDING = (QuestionType.YES_NO, QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE, QuestionType.SCALE)
#: Nobody loses what they were writing when the clock struck.
GRACE = timedelta(hours=1)
OWN_FIELDS = ("token", HONEYPOT)


class ScaleSelect(forms.RadioSelect):
    """Radio buttons in a row, the meaning of the two ends in words beside them."""

    template_name = "cultuurraad_wagtail/forms/scale.html"

    def __init__(self, low_label="", high_label="", **kwargs):
        super().__init__(**kwargs)
        self.low_label, self.high_label = low_label, high_label

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        steps = [option for option in options if option["value"] != NOT_APPLICABLE]
        others = [option for option in options if option["value"] == NOT_APPLICABLE]
        ends = {"low_label": self.low_label, "high_label": self.high_label}
        return {**context, **ends, "steps": steps, "others": others}


@dataclass
class Item:
    """One question on the page: its words, and the bound fields in which it is answered."""

    question: dict
    label: Words
    help_text: Words
    fields: list
    condition: dict | None = None

    @property
    def is_group(self):
        """Whether it is answered in several fields under one heading."""
        return self.question["kind"] in SEVERAL

    @property
    def ends(self):
        """What the first and the last step of its statements mean: pairs of a number and words."""
        scale = self.fields[0].field.widget
        if not self.is_group or not isinstance(scale, ScaleSelect):
            return []
        ends = ((1, scale.low_label), (self.question["steps"], scale.high_label))
        return [(step, words) for step, words in ends if words]


@dataclass
class Part:
    """A part of the form: a heading, words below it, and questions. The first part may have no heading."""

    heading: Words = field(default_factory=lambda: Words(""))
    text: Words = field(default_factory=lambda: Words(""))
    items: list = field(default_factory=list)


def _choices(question, says):
    return [(str(line["code"]), _in_language(says(line["label"]))) for line in question["lines"]]


def _in_language(words):
    return format_html('<span lang="{}">{}</span>', words.lang, words) if words.lang else str(words)


def _scale(question, says, **options):
    numbers = [(str(number), str(number)) for number in range(1, question["steps"] + 1)]
    return _steps(question, numbers, ScaleSelect(says(question["low"]), says(question["high"])), **options)


def _steps(question, numbers, widget, **options):
    choices = [*numbers, (NOT_APPLICABLE, _("Not applicable"))] if question["has_na"] else numbers
    return forms.ChoiceField(**options, choices=choices, widget=widget)


SINGLE = {
    QuestionType.SHORT_TEXT: lambda question, says, **options: forms.CharField(**options, max_length=255),
    QuestionType.LONG_TEXT: lambda question, says, **options: forms.CharField(
        **options, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    ),
    QuestionType.EMAIL: lambda question, says, **options: forms.EmailField(
        **options, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    ),
    QuestionType.NUMBER: lambda question, says, **options: forms.DecimalField(**options, max_digits=15),
    QuestionType.SINGLE_CHOICE: lambda question, says, **options: forms.ChoiceField(
        **options, choices=_choices(question, says), widget=forms.RadioSelect
    ),
    QuestionType.MULTIPLE_CHOICE: lambda question, says, **options: forms.MultipleChoiceField(
        **options, choices=_choices(question, says), widget=forms.CheckboxSelectMultiple
    ),
    QuestionType.SCALE: _scale,
    QuestionType.YES_NO: lambda question, says, **options: forms.ChoiceField(
        **options, choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    ),
    QuestionType.DATE: lambda question, says, **options: forms.DateField(
        **options, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    ),
    QuestionType.CONSENT: lambda question, says, **options: forms.BooleanField(**options),
}


def _statements(question, says, partners):
    """A scale for each statement."""
    for line in question["lines"]:
        yield line["code"], says(line["label"]), _scale(question, says, required=question["required"])


def _places(question, says, partners):
    """A choice of what comes first, second and so on."""
    choices = [("", _("No choice")), *((str(line["code"]), str(says(line["label"]))) for line in question["lines"])]
    for place in range(1, len(question["lines"]) + 1):
        label = _("Place %(number)s") % {"number": place}
        yield place, label, forms.ChoiceField(choices=choices, required=question["required"] and place == 1)


def _levels(question, says, partners):
    """The level of collaboration with each of ``partners`` (pairs of a key and a name)."""
    levels = [(str(level), label) for level, label in CollaborationLevel.choices]
    for key, name in partners:
        yield key, name, _steps(question, levels, forms.RadioSelect(), required=question["required"])


SEVERAL = {
    QuestionType.MATRIX: _statements,
    QuestionType.RANKING: _places,
    QuestionType.PARTNERS: _levels,
}


class AnswerForm(BaseForm):
    """The questions of a version, and what every feedback form carries besides: a signed note, a field nobody sees.

    ``questions`` are snapshots (``FeedbackQuestion.snapshot``), ``source`` the language in which they were written,
    ``digest`` tells their version, and ``partners`` are those whose level of collaboration is asked.
    """

    #: The kept ``records.FormVersion`` it is made of; None where it is made of the form as it is now.
    version = None

    def __init__(self, data=None, *, questions, language, source, digest="", partners=(), **kwargs):
        kwargs.setdefault("use_required_attribute", True)
        super().__init__(data, **kwargs)
        digest = digest or digest_of(questions)
        self.questions, self.partners, self.digest = questions, partners, digest
        self._language, self._source = language, source
        self._names = defaultdict(dict)
        for question in questions:
            self._add(question)
        self.fields["token"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=lambda: new_token(digest)
        )
        self.fields[HONEYPOT] = forms.CharField(
            required=False,
            label=_("Leave this field empty"),
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )

    def says(self, by_language) -> Words:
        """``by_language`` in the language of the visitor, or marked as being in another one."""
        return pick(by_language, self._language, self._source)

    def _add(self, question):
        key, kind = question["key"], question["kind"]
        # Whether a question that depends on another must be answered is known when both are.
        asked = {**question, "required": question["required"] and not question.get("only_if")}
        if kind in SINGLE:
            words = {"label": self.says(question["label"]), "help_text": self.says(question["help"])}
            self._put(key, None, SINGLE[kind](asked, self.says, required=asked["required"], **words))
        elif kind in SEVERAL:
            for part, label, made in SEVERAL[kind](asked, self.says, self.partners):
                made.label = label
                self._put(key, part, made)

    def _put(self, key, part, made):
        name = f"q{key}" if part is None else f"q{key}-{part}"
        self.fields[name] = made
        self._names[key][part] = name

    def initial_of(self, data: dict) -> dict:
        """What was typed before (name → list of values), as initial values of the fields that are still there."""
        asked = self.fields.keys() - set(OWN_FIELDS)
        known = {name: values for name, values in data.items() if name in asked and values}
        return {
            name: values if isinstance(self.fields[name], forms.MultipleChoiceField) else values[-1]
            for name, values in known.items()
        }

    @property
    def answered_fields(self):
        """The bound fields a visitor answers."""
        return [self[name] for name in self.fields if name not in OWN_FIELDS]

    @property
    def has_conditions(self):
        """Whether a question depends on the answer to another."""
        return any(question.get("only_if") for question in self.questions)

    @property
    def parts(self) -> list[Part]:
        """The form as it stands on the page."""
        parts = [Part()]
        for question in self.questions:
            label, help_text = self.says(question["label"]), self.says(question["help"])
            if question["kind"] == QuestionType.SECTION:
                parts.append(Part(label, help_text))
            elif names := self._names[question["key"]]:
                fields = [self[name] for name in names.values()]
                parts[-1].items.append(Item(question, label, help_text, fields, self._condition(question)))
        return [part for part in parts if part.items]

    def _condition(self, question):
        """Which question must be answered how: words for the reader, the field and its values for the script."""
        only_if = question.get("only_if")
        other = only_if and next((each for each in self.questions if each["key"] == only_if["key"]), None)
        if not other or not only_if["values"] or only_if["key"] not in self._names:
            return None
        name = self._names[only_if["key"]].get(None)
        if other["kind"] not in DECIDING:
            return None
        labels = dict(self.fields[name].choices)
        return {
            "question": self.says(other["label"]),
            "answers": [labels.get(value, value) for value in only_if["values"]],
            "name": self.add_prefix(name),
            "values": " ".join(only_if["values"]),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get(HONEYPOT):
            self._replace(HONEYPOT, "")
            message = _("A field that must stay empty was filled in, perhaps by your browser. Send the form again.")
            raise forms.ValidationError(message, code="honeypot")
        for question in self.questions:
            if question.get("only_if"):
                self._clean_condition(question, cleaned)
            if question["kind"] == QuestionType.RANKING:
                self._clean_ranking(question, cleaned)
        return cleaned

    def _clean_condition(self, question, cleaned):
        condition = self._condition(question)
        names = list(self._names[question["key"]].values())
        if condition is None or not names:
            return
        given = cleaned.get(self._names[question["only_if"]["key"]][None])
        given = given if isinstance(given, list) else [given]
        applies = any(value in question["only_if"]["values"] for value in given)
        filled = [name for name in names if cleaned.get(name) not in (None, "", [], False)]
        if applies and question["required"]:
            for name in names if question["kind"] != QuestionType.RANKING else names[:1]:
                if name not in filled and name not in self.errors:
                    self.add_error(name, forms.Field.default_error_messages["required"])
        elif filled and not applies:
            message = _("Only for who answered “%(answer)s” to “%(question)s”. Clear it, or change that answer.")
            words = {"answer": condition["answers"][0], "question": condition["question"]}
            self.add_error(filled[0], message % words)

    def _clean_ranking(self, question, cleaned):
        seen = set()
        for name in self._names[question["key"]].values():
            value = cleaned.get(name)
            if value and value in seen:
                self.add_error(name, _("You chose this for another place already. Choose each only once."))
            seen.add(value)

    def clean_token(self):
        token = self.cleaned_data["token"]
        shown_at = moment_of(token)
        if shown_at is None:
            self._replace("token", new_token(self.digest))
            self.add_error(None, _("This form could not be checked. Your answers are still here: send them again."))
            return token
        if timezone.now() - shown_at < timedelta(seconds=setting("FEEDBACK_MIN_SECONDS")):
            self.add_error(None, _("That was very quick. Read your answers once more, then send them again."))
        return token

    def _replace(self, name, value):
        """Show ``value`` when the form comes back, in place of what was sent."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered, as ``records.Response.answers`` keeps it: by key, without what was left open."""
        found = {}
        for question in self.questions:
            values = {part: self.cleaned_data.get(name) for part, name in self._names[question["key"]].items()}
            value = _storable(question["kind"], values)
            if value not in (None, "", [], {}, False):
                found[question["key"]] = value
        return found


def _storable(kind, values):
    if kind == QuestionType.RANKING:
        return [int(value) for value in values.values() if value]
    if kind in SEVERAL:
        return {str(part): _step(value) for part, value in values.items() if value}
    value = values.get(None)
    if kind == QuestionType.SCALE:
        return _step(value)
    if kind == QuestionType.SINGLE_CHOICE:
        return int(value) if value else None
    if kind == QuestionType.MULTIPLE_CHOICE:
        return [int(each) for each in value or ()]
    return value if isinstance(value, bool | str) or value is None else str(value)


def _step(value):
    return value if value in (NOT_APPLICABLE, "", None) else int(value)


def digest_of(questions) -> str:
    """What tells one version of a form from another: the SHA-256 of its questions."""
    return hashlib.sha256(json.dumps(questions, sort_keys=True).encode()).hexdigest()


def new_token(digest="") -> str:
    """A signed note of when the form was shown, and in which version; different each time."""
    note = {"at": timezone.now().timestamp(), "id": get_random_string(16), "version": digest}
    return signing.dumps(note, salt=TOKEN_SALT)


def note_of(token: str) -> dict:
    """What a token of ours says; {} for another one."""
    try:
        note = signing.loads(token, salt=TOKEN_SALT)
    except signing.BadSignature:
        return {}
    return note if isinstance(note, dict) else {}


def moment_of(token: str):
    """When the form that carries ``token`` was shown; None for a token that is not ours."""
    try:
        return datetime.fromtimestamp(note_of(token)["at"], tz=timezone.get_default_timezone())
    except (KeyError, TypeError):
        return None
