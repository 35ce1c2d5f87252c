"""The site's own pages. The council's blocks stand beside the site's in one StreamField."""

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from cultuurraad_wagtail.blocks import COUNCIL_BLOCKS


class CallBlock(blocks.StructBlock):
    heading = blocks.CharBlock()
    text = blocks.RichTextBlock(features=["bold", "italic", "link"])
    page = blocks.PageChooserBlock(required=False)
    link_text = blocks.CharBlock(required=False)

    class Meta:
        icon = "pick"
        description = "A large call to take part, with one link."
        template = "home/call_block.html"


def site_blocks():
    """The blocks of the site itself."""
    return [("text", blocks.RichTextBlock(template="home/text_block.html")), ("call", CallBlock())]


class HomePage(Page):
    heading = models.CharField(max_length=80, blank=True)
    introduction = RichTextField(blank=True, features=["bold", "italic", "link"])
    body = StreamField([*site_blocks(), *COUNCIL_BLOCKS], blank=True)

    template = "home/home_page.html"
    content_panels = [*Page.content_panels, FieldPanel("heading"), FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]


class StandardPage(Page):
    introduction = RichTextField(blank=True, features=["bold", "italic", "link"])
    body = StreamField([*site_blocks(), *COUNCIL_BLOCKS], blank=True)

    template = "home/standard_page.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
