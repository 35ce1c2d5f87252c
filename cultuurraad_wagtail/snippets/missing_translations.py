"""What of a form is not translated yet, told where editors write it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from .translations import content_languages

LABELS = {
    "title": _("title"),
    "introduction": _("introduction"),
    "purpose": _("why you ask"),
    "thanks": _("thanks"),
    "label": _("question"),
    "help_text": _("help text"),
    "choices": _("choices"),
    "low_label": _("meaning of 1"),
    "high_label": _("meaning of the highest number"),
}


class MissingTranslationsPanel(Panel):
    """For each other language of the site what the saved form lacks in it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cultuurraad_wagtail/admin/missing_translations.html"

        def is_shown(self):
            return super().is_shown() and self.instance.pk is not None and len(content_languages()) > 1

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return {**context, "languages": list(missing_in(self.instance))}


def missing_in(feedback_form):
    """``(name of the language, list of (what, names of its texts))`` for each other language of the site."""
    found = {code: [] for code in content_languages() if code != feedback_form.language}
    for row, what in [(feedback_form, ""), *((each, each.label) for each in feedback_form.questions.all())]:
        for code, names in row.untranslated().items():
            found[code].append((what, [LABELS[name] for name in names]))
    return ((content_languages()[code], lacks) for code, lacks in found.items())
