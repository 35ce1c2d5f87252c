"""What all pages of the council share: visibility, the way down to the layout, lists with a filter."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.coreutils import resolve_model_string
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model, get_image_model_string
from wagtail.models import Orderable, Page, PageManager, PageQuerySet
from wagtail.search import index

from ..conf import layout_context, setting
from ..snippets.disciplines import Discipline
from ..visibility import scope_for, visible_pages
from .pagination import CappedPaginator

CARD_RENDITION = "fill-640x400"
SUMMARY_LENGTH = 320
TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link"]


def with_discipline(model, *disciplines) -> models.Q:
    """Pages of ``model`` with one of ``disciplines`` or a translation of it."""
    relation = model._meta.get_field("disciplines")
    keys = [discipline.translation_key for discipline in disciplines]
    through = relation.remote_field.through.objects.filter(discipline__translation_key__in=keys)
    return models.Q(models.Exists(through.filter(**{relation.m2m_field_name(): models.OuterRef("pk")})))


class CouncilPageQuerySet(PageQuerySet):
    def visible(self, scope, now=None):
        """What a visitor may see in ``scope``: live, not expired, public."""
        return visible_pages(self, scope, now)

    def first_visible(self, scope):
        """The oldest page of this type that a visitor may see in ``scope``, or None."""
        return self.visible(scope).order_by("pk").first()

    def by_translation_key(self, keys):
        """The pages with these translation keys, by key, for links to them."""
        return {page.translation_key: page for page in self.filter(translation_key__in=set(keys)).for_links()}

    def of_discipline(self, discipline):
        """Pages with ``discipline``, whichever language's row of it the editor ticked."""
        return self.filter(with_discipline(self.model, discipline))

    def for_links(self):
        """In the order of lists, without the long texts that only the page itself shows."""
        fields = self.model._meta.concrete_fields
        long_texts = [field.name for field in fields if isinstance(field, (RichTextField, StreamField))]
        return self.order_by(*self.model.list_ordering).defer(*long_texts)

    def for_choice(self):
        """In the order of lists, rows with ``pk``, ``title``, ``slug``, ``translation_key``: quicker than pages."""
        rows = self.order_by(*self.model.list_ordering)
        return rows.values_list("pk", "title", "slug", "translation_key", named=True)

    def for_cards(self):
        """As ``for_links``, with the card's image: one more query for them, however many cards."""
        queryset = self.for_links()
        if image := self.model.card_image:
            shown = get_image_model().get_rendition_model().objects.filter(filter_spec=CARD_RENDITION)
            # Where Wagtail looks before it asks the database for a rendition.
            found = models.Prefetch(f"{image}__renditions", shown, to_attr="prefetched_renditions")
            queryset = queryset.select_related(image).prefetch_related(found)
        return queryset


CouncilPageManager = PageManager.from_queryset(CouncilPageQuerySet)


class CouncilPageForm(WagtailAdminPageForm):
    """Offers the disciplines in the page's own language, and those it already has."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "disciplines" in self.fields and self.instance.locale_id:
            chosen = [each.pk for each in self.instance.disciplines.all()] if self.instance.pk else []
            self.fields["disciplines"].queryset = Discipline.objects.filter(
                models.Q(locale=self.instance.locale_id) | models.Q(pk__in=chosen)
            )


class CouncilPage(Page):
    """Declares ``page_ptr`` itself: a host page class of the same name would clash with the default."""

    page_ptr = models.OneToOneField(
        Page,
        parent_link=True,
        on_delete=models.CASCADE,
        related_name="%(app_label)s_%(class)s",
        primary_key=True,
    )

    #: Field names by which lists of this type are ordered; ends in ``pk``.
    list_ordering = ("-pk",)
    #: The name of the image field that cards show, or "".
    card_image = ""

    base_form_class = CouncilPageForm
    objects = CouncilPageManager()

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **layout_context()}

    def get_sitemap_urls(self, request=None):
        is_gone = self.expire_at is not None and self.expire_at <= timezone.now()
        return [] if is_gone else super().get_sitemap_urls(request)

    def get_scope(self, request):
        """What is visible to this visitor beside this page: its site, its locale."""
        return scope_for(request, self.locale, self)

    def translation_in(self, scope):
        """This page, or its translation, as a visitor may read it in ``scope``; None where they may not."""
        return type(self).objects.visible(scope).filter(translation_key=self.translation_key).first()

    def localised_disciplines(self):
        """This page's disciplines in its own language, unsaved ones too."""
        chosen = list(self.disciplines.all())
        if all(each.locale_id == self.locale_id for each in chosen):
            return chosen
        keys = [each.translation_key for each in chosen]
        return list(Discipline.objects.in_locale(self.locale).filter(translation_key__in=keys))


class CouncilIndexPage(CouncilPage):
    """A page that lists the pages of one type below it, filtered by discipline, some on each page."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link", "ul"])

    #: The page type that is listed, as ``app_label.ModelName``.
    item_model = ""
    #: The template of one card.
    card_template = ""

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    api_fields = [APIField("introduction")]

    class Meta:
        abstract = True

    def get_items(self, request):
        """The pages below this one that a visitor may see, unordered."""
        items = resolve_model_string(self.item_model).objects
        return items.visible(self.get_scope(request)).descendant_of(self)

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **self.get_list(request)}

    def get_list(self, request):
        """What the list shows for ``request``: ``items``, ``disciplines`` and ``chosen_discipline``."""
        disciplines = list(Discipline.objects.in_locale(self.locale))
        chosen = next((each for each in disciplines if each.slug == request.GET.get("discipline")), None)
        items = self.get_items(request)
        if chosen:
            items = items.of_discipline(chosen)
        page = CappedPaginator(items.for_cards(), setting("PAGE_SIZE")).get_page(request.GET.get("page"))
        page.object_list = Discipline.objects.attach_to(page.object_list, self.locale, disciplines)
        return {"items": page, "disciplines": disciplines, "chosen_discipline": chosen}


class RelatedDocument(Orderable):
    """A document beside a page; one in a private collection is not shown."""

    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return str(self.document)


def public_documents(rows, scope):
    """The documents of ``rows`` (RelatedDocument) that everybody in ``scope`` may open."""
    return [row.document for row in rows.select_related("document") if scope.opens(row.document)]


def summary_field():
    """A short text for cards and search engines."""
    return models.TextField(
        _("summary"),
        max_length=SUMMARY_LENGTH,
        blank=True,
        help_text=_("Two or three sentences. Shown on cards and by search engines."),
    )


def image_field(verbose_name):
    """A nullable key to the site's own image model."""
    return models.ForeignKey(
        get_image_model_string(),
        verbose_name=verbose_name,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
