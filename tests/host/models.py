"""A page of a site that has nothing to do with us, but offers our blocks."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cultuurraad_wagtail.blocks import COUNCIL_BLOCKS


class HomePage(Page):
    body = StreamField(COUNCIL_BLOCKS, blank=True)
    content_panels = [*Page.content_panels, FieldPanel("body")]
