"""The catalogue: every model of the app, for Django to find."""

from .pages.knowledge import KnowledgeArticlePage, KnowledgeIndexPage
from .pages.meetings import MeetingRegisterPage
from .pages.organisations import OrganisationDirectoryPage, OrganisationProfilePage
from .pages.projects import ProjectIndexPage, ProjectPartner, ProjectShowcasePage
from .pages.workgroups import WorkgroupHubPage, WorkgroupIndexPage
from .records.outbox import OutboxMail
from .records.responses import Response
from .snippets.disciplines import Discipline
from .snippets.feedback import FeedbackForm
from .snippets.meetings import AgendaItem, Meeting
from .snippets.people import Mandate, Person
from .snippets.questions import FeedbackQuestion

__all__ = [
    "AgendaItem",
    "Discipline",
    "FeedbackForm",
    "FeedbackQuestion",
    "KnowledgeArticlePage",
    "KnowledgeIndexPage",
    "Mandate",
    "Meeting",
    "MeetingRegisterPage",
    "OrganisationDirectoryPage",
    "OrganisationProfilePage",
    "OutboxMail",
    "Person",
    "ProjectIndexPage",
    "ProjectPartner",
    "ProjectShowcasePage",
    "Response",
    "WorkgroupHubPage",
    "WorkgroupIndexPage",
]
