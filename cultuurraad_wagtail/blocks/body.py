"""The free text of our own pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock

from .feedback import FeedbackFormBlock
from .lists import (
    PREVIEW_TEMPLATE,
    ArticlesBlock,
    NextMeetingsBlock,
    OrganisationsBlock,
    ProjectsBlock,
    ResultsBlock,
    scope_of,
)


class FigureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption and credit"), required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image over the width of the text, with a caption.")
        template = "cultuurraad_wagtail/blocks/figure.html"


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Someone's words, set apart from the text.")
        template = "cultuurraad_wagtail/blocks/quotation.html"
        preview_template = PREVIEW_TEMPLATE
        preview_value = {"text": _("We found each other over a shared rehearsal room."), "attribution": ""}


class PublicDocumentBlock(DocumentChooserBlock):
    """Shows nothing of a document in a collection that is not open to all, not even its title."""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        scope = scope_of(parent_context)
        return {**context, "value": value if scope and scope.opens(value) else None}


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        icon="title",
        label=_("Heading"),
        description=_("A heading between two parts of the text."),
        template="cultuurraad_wagtail/blocks/heading.html",
        preview_value=_("How it began"),
        preview_template=PREVIEW_TEMPLATE,
    )
    paragraph = blocks.RichTextBlock(
        icon="pilcrow",
        label=_("Text"),
        description=_("Running text with links and lists."),
        features=["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "hr"],
        preview_value=_("A paragraph of text."),
        preview_template=PREVIEW_TEMPLATE,
    )
    figure = FigureBlock()
    quotation = QuotationBlock()
    document = PublicDocumentBlock(
        label=_("Document"),
        description=_("A link to one document."),
        template="cultuurraad_wagtail/blocks/document.html",
    )
    embed = EmbedBlock(
        label=_("Video or sound"),
        description=_("A film or recording from another site, by its address."),
        template="cultuurraad_wagtail/blocks/embed.html",
    )
    next_meetings = NextMeetingsBlock()
    organisations = OrganisationsBlock()
    projects = ProjectsBlock()
    articles = ArticlesBlock()
    feedback_form = FeedbackFormBlock()
    results = ResultsBlock()
