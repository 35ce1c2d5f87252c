"""The field that keeps a row's words in the other languages of the site, and what editors fill in for each."""

from django import forms
from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages

from ..wording import Words, pick, untranslated


def content_languages() -> dict:
    """Code and name of each language in which the site is written, the first one first."""
    return get_content_languages()


def first_language() -> str:
    """The language in which editors write unless they say otherwise."""
    languages = content_languages()
    code = settings.LANGUAGE_CODE
    return code if code in languages else next(iter(languages))


def rich_text(features):
    """What makes an editor of rich text; Wagtail's can only be asked for once the models are loaded."""

    def make():
        from wagtail.admin.rich_text import get_rich_text_editor_widget

        return get_rich_text_editor_widget(features=features)

    return make


class TranslationsWidget(forms.Widget):
    """For each other language a part that opens, with an input for each text.

    ``texts`` is name → (label, what makes the widget), since rich text needs the hooks of a site that has started.
    """

    template_name = "cultuurraad_wagtail/forms/translations.html"

    def __init__(self, texts, *, source="", attrs=None):
        super().__init__(attrs)
        self.texts, self.source = texts, source

    @cached_property
    def _widgets(self):
        return {text: make() for text, (_label, make) in self.texts.items()}

    @property
    def media(self):
        return sum((widget.media for widget in self._widgets.values()), forms.Media())

    @property
    def languages(self):
        """Code and name of the languages into which to translate."""
        source = self.source or first_language()
        return {code: label for code, label in content_languages().items() if code != source}

    def get_context(self, name, value, attrs):
        value = value if isinstance(value, dict) else {}
        parts = [
            {"code": code, "label": label, "inputs": self._inputs(name, code, value.get(code, {}))}
            for code, label in self.languages.items()
        ]
        return {**super().get_context(name, value, attrs), "parts": parts}

    def _inputs(self, name, code, words):
        for text, (label, _make) in self.texts.items():
            input_name = _input_name(name, code, text)
            input_id = f"id_{input_name}"
            html = self._widgets[text].render(input_name, words.get(text, ""), {"id": input_id, "lang": code})
            yield {"id": input_id, "label": label, "html": html}

    def value_from_datadict(self, data, files, name):
        return {
            code: {
                text: widget.value_from_datadict(data, files, _input_name(name, code, text)) or ""
                for text, widget in self._widgets.items()
            }
            for code in self.languages
        }

    def value_omitted_from_data(self, data, files, name):
        return not any(_input_name(name, code, text) in data for code in self.languages for text in self.texts)

    def id_for_label(self, id_):
        return ""


class TranslationsFormField(forms.Field):
    """``{language: {name: words}}``, without what is empty."""

    def __init__(self, texts, **kwargs):
        super().__init__(**{"widget": TranslationsWidget(texts), "required": False, **kwargs})

    def to_python(self, value):
        stripped = {
            code: {name: text.strip() for name, text in words.items() if text.strip()}
            for code, words in (value or {}).items()
        }
        return {code: words for code, words in stripped.items() if words}

    def has_changed(self, initial, data):
        return self.to_python(initial) != self.to_python(data)


def keep_hidden(form, instance):
    """Keep the words in languages for which ``form`` has no inputs: those that left the site, and the source."""
    field = form.fields.get("translations")
    if field is None or "translations" not in form.cleaned_data:
        return
    hidden = {code: words for code, words in instance.translations.items() if code not in field.widget.languages}
    form.cleaned_data["translations"] = {**hidden, **form.cleaned_data["translations"]}


def _input_name(name, code, text):
    return f"{name}-{code}-{text}"


class WordedModel(models.Model):
    """A row whose words, its fields in ``WORDED``, it has in several languages."""

    WORDED: tuple = ()

    translations = models.JSONField(_("translations"), default=dict, blank=True, editable=True)

    class Meta:
        abstract = True

    @property
    def source_language(self) -> str:
        """The language in which its own fields are written."""
        raise NotImplementedError

    def all_words(self, name) -> dict:
        """The words of the field ``name`` by language."""
        others = {code: words[name] for code, words in self.translations.items() if words.get(name)}
        return {**others, self.source_language: getattr(self, name)}

    def words(self, name, language) -> Words:
        """The words of the field ``name`` for who reads ``language``."""
        return pick(self.all_words(name), language, self.source_language)

    def untranslated(self) -> dict:
        """For each other language of the site the names of the fields that are not translated into it."""
        others = [code for code in content_languages() if code != self.source_language]
        return untranslated({name: getattr(self, name) for name in self.WORDED}, self.translations, others)
