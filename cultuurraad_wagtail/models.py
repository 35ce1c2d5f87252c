"""The catalogue: every model of the app, for Django to find."""

from .pages.directory import OrganisationDirectoryPage
from .pages.knowledge import KnowledgeArticlePage, KnowledgeIndexPage
from .pages.meetings import MeetingRegisterPage
from .pages.organisations import OrganisationProfilePage
from .pages.projects import ProjectIndexPage, ProjectPartner, ProjectShowcasePage
from .pages.workgroups import WorkgroupHubPage, WorkgroupIndexPage
from .records.attendance import Attendance
from .records.confirmations import ConfirmationRequest, ConfirmationRound, ProfileProposal
from .records.contributions import AgendaRequest, MinutesRemark
from .records.duplicates import DistinctProfiles
from .records.imports import ColumnMap, ImportRun
from .records.outbox import OutboxMail
from .records.responses import Response
from .records.sittings import Registration, Sitting
from .snippets.actions import ActionItem
from .snippets.agenda import AgendaItem
from .snippets.disciplines import Discipline
from .snippets.feedback import FeedbackForm
from .snippets.meetings import Meeting
from .snippets.people import Mandate, Person
from .snippets.questions import FeedbackQuestion
from .snippets.series import MeetingSeries
from .snippets.site_settings import ClosedPeriod, CouncilSettings

__all__ = [
    "ActionItem",
    "AgendaItem",
    "AgendaRequest",
    "Attendance",
    "ClosedPeriod",
    "ColumnMap",
    "ConfirmationRequest",
    "ConfirmationRound",
    "CouncilSettings",
    "Discipline",
    "DistinctProfiles",
    "FeedbackForm",
    "FeedbackQuestion",
    "ImportRun",
    "KnowledgeArticlePage",
    "KnowledgeIndexPage",
    "Mandate",
    "Meeting",
    "MeetingRegisterPage",
    "MeetingSeries",
    "MinutesRemark",
    "OrganisationDirectoryPage",
    "OrganisationProfilePage",
    "OutboxMail",
    "Person",
    "ProfileProposal",
    "ProjectIndexPage",
    "ProjectPartner",
    "ProjectShowcasePage",
    "Registration",
    "Response",
    "Sitting",
    "WorkgroupHubPage",
    "WorkgroupIndexPage",
]
