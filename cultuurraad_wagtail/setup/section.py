"""The index pages of the council's section, below a page that the site has already."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from wagtail.models import Locale

from ..pages.base import CouncilPage
from ..pages.directory import OrganisationDirectoryPage
from ..pages.knowledge import KnowledgeIndexPage
from ..pages.meetings import MeetingRegisterPage
from ..pages.projects import ProjectIndexPage
from ..pages.workgroups import WorkgroupIndexPage
from ..text import free_slug
from .disciplines import seed_disciplines
from .groups import set_up_groups, set_up_moderation

INDEX_PAGES = [
    (OrganisationDirectoryPage, gettext_noop("Organisations")),
    (WorkgroupIndexPage, gettext_noop("Workgroups")),
    (MeetingRegisterPage, gettext_noop("Meetings")),
    (ProjectIndexPage, gettext_noop("Projects")),
    (KnowledgeIndexPage, gettext_noop("Knowledge base")),
]


class SetupError(Exception):
    """The section cannot be set up there; the message tells the maintainer what to change."""


@transaction.atomic
def set_up_section(*, parent, language_code=None, dry_run=False):
    """Make what is missing of the council's section below ``parent``; return a line of text per thing made.

    Safe to run again: what is there stays as it is. With ``dry_run`` nothing is kept. ``language_code`` is that of
    the parent unless given. Raises SetupError when ``parent`` does not take our pages or is not in that language.
    """
    parent = _parent_in(parent.specific, language_code or parent.locale.language_code)
    pages, report = [], []
    for model, title in INDEX_PAGES:
        page, is_new = _index_page(parent, model, title)
        pages.append(page)
        report += [f"Page “{page.title}” at {page.url_path}."] if is_new else []
    for language, names in seed_disciplines().items():
        report.append(f"{len(names)} disciplines ({language}): {', '.join(names)}.")
    report += [f"Group “{name}”." for name in set_up_groups(pages)]
    if workflow := set_up_moderation(pages):
        report.append(f"Workflow “{workflow.name}” on the organisation directory.")
    if dry_run:
        transaction.set_rollback(True)
    return report


def hidden_by(*, parent, language_code=None):
    """The page that keeps visitors from the section below ``parent``: itself, or one above, unpublished; else None."""
    page = _parent_in(parent.specific, language_code or parent.locale.language_code)
    return page.get_ancestors(inclusive=True).filter(depth__gt=1, live=False).first()


def _parent_in(parent, language_code):
    locale = Locale.objects.filter(language_code=language_code).first()
    if locale is None:
        raise SetupError(
            f"The site has no locale “{language_code}”. Add it under Settings › Locales, or choose another --language."
        )
    if isinstance(parent, CouncilPage):
        raise SetupError(f"“{parent.title}” is a page of the section itself. Name the page above it.")
    translated = parent.get_translation_or_none(locale)
    if translated is None:
        raise SetupError(
            f"“{parent.title}” is in “{parent.locale.language_code}” and has no translation in “{language_code}”. "
            "Name a parent page in that language."
        )
    return translated.specific


def _index_page(parent, model, title):
    existing = model.objects.child_of(parent).first()
    if existing:
        return existing, False
    if not model.can_exist_under(parent):
        raise SetupError(
            f"{type(parent).__name__}.subpage_types does not allow {model.__name__}. "
            f"Add “{model._meta.label}” to it, or name another parent page."
        )
    with override(parent.locale.language_code):
        words = _(title)
    page = model(title=words, slug=free_slug(words, parent.get_children()), locale=parent.locale, show_in_menus=True)
    sibling = model.objects.exclude(locale=parent.locale).filter(path__in=_paths_below_translations(parent, model))
    if sibling := sibling.first():
        page.translation_key = sibling.translation_key
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page, True


def _paths_below_translations(parent, model):
    paths = []
    for translation in parent.get_translations():
        paths += model.objects.child_of(translation).values_list("path", flat=True)
    return paths
