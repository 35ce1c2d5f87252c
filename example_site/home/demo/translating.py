"""A third of the council's content in French, tied to the Dutch by its translation key."""

from wagtail.rich_text import RichText

from cultuurraad_wagtail.models import (
    KnowledgeArticlePage,
    Meeting,
    OrganisationProfilePage,
    ProjectShowcasePage,
    WorkgroupHubPage,
)

from . import french, making


def load_french(dutch, locale):
    """What ``french`` words, beside the content in the locale ``dutch``."""
    for page in _named(WorkgroupHubPage, dutch, french.GROUPS):
        title, summary, purpose = french.GROUPS[page.title]
        making.translation(page, locale, title, summary=summary, purpose=purpose, body=[])
    for page in _named(OrganisationProfilePage, dutch, french.ORGANISATIONS):
        summary, mission = french.ORGANISATIONS[page.title]
        texts = {"summary": summary, "search_description": summary, "mission": f"<p>{mission}</p>"}
        making.translation(page, locale, page.title, goals="", ongoing_projects="", accessibility="", **texts)
    for page in _named(ProjectShowcasePage, dutch, french.PROJECTS):
        title, summary, sought, text = french.PROJECTS[page.title]
        body = [("paragraph", RichText(text))]
        making.translation(
            page, locale, title, summary=summary, search_description=summary, sought=sought, body=body, results=""
        )
    for page in _named(KnowledgeArticlePage, dutch, french.ARTICLES):
        _article(page, locale)
    for meeting in _named(Meeting, dutch, french.MEETINGS):
        _meeting(meeting, locale)


def _named(model, locale, words):
    return model.objects.filter(locale=locale, title__in=words).order_by("pk")


def _article(page, locale):
    title, summary, *texts, cost = french.ARTICLES[page.title]
    names = ("context", "what_worked", "obstacles", "lessons")
    making.translation(
        page,
        locale,
        title,
        summary=summary,
        search_description=summary,
        cost_and_time=cost,
        body=[],
        **dict(zip(names, texts, strict=True)),
    )


def _meeting(meeting, locale):
    making.translation(
        meeting,
        locale,
        french.MEETINGS[meeting.title],
        workgroup=meeting.workgroup.get_translation(locale),
        introduction=french.INTRODUCTION,
        minutes="",
        agenda_items=[],
    )
