"""A feedback form on any page of the site; it is answered at the form's own address."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Site
from wagtail.snippets.blocks import SnippetChooserBlock

from .lists import GROUP


class FeedbackFormBlock(blocks.StructBlock):
    form = SnippetChooserBlock("cultuurraad_wagtail.FeedbackForm", label=_("Feedback form"))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        feedback_form = value.get("form")
        own = {"feedback_form": None, "form": None, "origin": context.get("page")}
        if feedback_form is None or not feedback_form.is_visible():
            return {**context, **own}
        language = getattr(getattr(context.get("page"), "locale", None), "language_code", "") or get_language()
        own |= feedback_form.page_context(language)
        request = context.get("request")
        round_address = feedback_form.round_address(request and Site.find_for_request(request), language)
        if round_address:
            own |= {"form_address": round_address, "leads_to_round": True}
        elif request and feedback_form.is_open():
            # Without a request there is no CSRF token, so the block links to the form's own page instead.
            form = feedback_form.answer_form(language=language)
            own["form"] = form if form.answered_fields else None
        return {**context, **own}

    class Meta:
        icon = "form"
        group = GROUP
        label = _("Feedback form")
        description = _("A form that visitors answer on this page. The same form may be on several pages.")
        template = "cultuurraad_wagtail/blocks/feedback_form.html"
        preview_template = "cultuurraad_wagtail/blocks/feedback_form_preview.html"
        preview_value = {"form": None}
