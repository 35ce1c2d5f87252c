"""A form page as Wagtail's documentation has it."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField


class FormField(AbstractFormField):
    page = ParentalKey("FormPage", on_delete=models.CASCADE, related_name="form_fields")


class FormPage(AbstractForm):
    template = "wagtail_forms/form_page.html"
    landing_page_template = "wagtail_forms/form_page_landing.html"


def make_form_page(home, labels):
    """A live form page below ``home`` with a line of text for each of ``labels``."""
    page = home.add_child(instance=FormPage(title="Formulier van Wagtail", slug="wagtail-form"))
    for place, label in enumerate(labels):
        FormField.objects.create(page=page, sort_order=place, label=label, field_type="singleline", required=False)
    return FormPage.objects.get(pk=page.pk)
