"""The inventory for everybody: the public fields of every visible organisation, as rows and as JSON-LD."""

import json
from collections import defaultdict

from django.db.models import Max
from django.utils.encoding import force_str
from django.utils.functional import cached_property
from django.utils.translation import gettext, override

from ..pages import linked_data
from ..pages.directory_facets import newest_log_entries
from ..pages.organisations import OrganisationProfilePage, OrganisationTag, SocialLink
from ..snippets.disciplines import Discipline
from ..text import plain_text
from .columns import COLUMNS
from .values import RICH_TEXT, SOCIAL, as_cell

PUBLIC = [column for column in COLUMNS if column.is_public]


class OpenInventory:
    """What a visitor in ``scope`` may have; ``address_of`` gives the address of a profile.

    Six queries for any number of organisations, whose rows are read one after another.
    """

    def __init__(self, scope, address_of):
        self.scope = scope
        self.address_of = address_of
        self.pages = OrganisationProfilePage.objects.visible(scope)

    def state(self):
        """What differs as soon as a file would: for an ETag, without making the file."""
        newest = self.pages.order_by().aggregate(last=Max("last_published_at"), pk=Max("pk"))
        return newest, self.pages.count(), self.scope.private, newest_log_entries(self.scope)

    @cached_property
    def headings(self):
        """The heads of the columns in the language of the scope; an import knows them again."""
        with override(self.scope.locale.language_code):
            heads = [force_str(column.label) for column in PUBLIC]
            return [*heads, gettext("Stopped on"), gettext("Page"), gettext("Last change")]

    def rows(self):
        """A list of cells for each organisation, in the order of the headings."""
        for page in self._profiles():
            changed = page.last_published_at
            last = [page.ceased_on, self.address_of(page), changed and changed.date()]
            yield [self._cell(page, column.field) for column in PUBLIC] + last

    def _cell(self, page, field):
        if field in SOCIAL:
            return next((url for name, url in self._social[page.pk] if name == SOCIAL[field]), "")
        if field == "disciplines":
            return as_cell(self._disciplines[page.pk])
        if field == "tags":
            return as_cell(self._tags[page.pk])
        value = getattr(page, field)
        if field == "languages":
            return as_cell(value)
        return plain_text(value) if field in RICH_TEXT and value else value

    def json_ld(self, licence, source):
        """The lines of one JSON-LD document: the set with its ``licence``, then every organisation."""
        dataset = {"@type": "Dataset", "license": licence, "inLanguage": self.scope.locale.language_code}
        if source:
            dataset["creditText"] = source
        yield f'{{"@context": {json.dumps(linked_data.CONTEXT)}, "@graph": [\n{_line(dataset)}'
        for page in self._profiles():
            social = [url for _name, url in self._social[page.pk]]
            node = linked_data.organisation(
                page,
                self.address_of(page),
                disciplines=self._disciplines[page.pk],
                social=social,
                tags=self._tags[page.pk],
            )
            yield f",\n{_line(node)}"
        yield "\n]}\n"

    def _profiles(self):
        return self.pages.order_by(*OrganisationProfilePage.list_ordering).defer("search_text").iterator(500)

    @cached_property
    def _disciplines(self):
        names = {each.translation_key: each.name for each in Discipline.objects.in_locale(self.scope.locale)}
        through = OrganisationProfilePage.disciplines.through.objects
        ticked = through.order_by("discipline__sort_order", "discipline__name")
        keys = self._of_pages(ticked, "organisationprofilepage", "discipline__translation_key")
        return defaultdict(list, {pk: [names[key] for (key,) in own if key in names] for pk, own in keys.items()})

    @cached_property
    def _tags(self):
        tags = self._of_pages(OrganisationTag.objects.order_by("tag__name"), "content_object", "tag__name")
        return defaultdict(list, {pk: [name for (name,) in own] for pk, own in tags.items()})

    @cached_property
    def _social(self):
        return self._of_pages(SocialLink.objects.order_by("sort_order", "pk"), "page", "name", "url")

    def _of_pages(self, rows, page, *fields):
        found = defaultdict(list)
        mine = rows.filter(**{f"{page}__in": self.pages.order_by().values("pk")})
        for pk, *values in mine.values_list(f"{page}_id", *fields).iterator():
            found[pk].append(values)
        return found


def _line(node):
    return json.dumps(node, ensure_ascii=False)
