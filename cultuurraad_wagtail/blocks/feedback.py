"""A feedback form on any page of the site; it is answered at the form's own address."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .lists import GROUP


class FeedbackFormBlock(blocks.StructBlock):
    form = SnippetChooserBlock("cultuurraad_wagtail.FeedbackForm", label=_("Feedback form"))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        feedback_form = value.get("form")
        is_shown = feedback_form is not None and feedback_form.is_visible()
        language = getattr(getattr(context.get("page"), "locale", None), "language_code", "") or get_language()
        return {
            **context,
            "origin": context.get("page"),
            **(feedback_form.page_context(language) if is_shown else {"feedback_form": None}),
            # Without a request there is no CSRF token, so the block links to the form's own page instead.
            "form": feedback_form.answer_form(language=language)
            if is_shown and feedback_form.is_open() and context.get("request")
            else None,
        }

    class Meta:
        icon = "form"
        group = GROUP
        label = _("Feedback form")
        description = _("A form that visitors answer on this page. The same form may be on several pages.")
        template = "cultuurraad_wagtail/blocks/feedback_form.html"
        preview_template = "cultuurraad_wagtail/blocks/feedback_form_preview.html"
        preview_value = {"form": None}
