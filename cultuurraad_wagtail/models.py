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
from .records.invitees import Invitee
from .records.outbox import OutboxMail
from .records.responses import ErasedResponses, Response, UnfinishedResponse
from .records.sittings import Registration, Sitting
from .records.versions import FormVersion
from .snippets.actions import ActionItem
from .snippets.agenda import AgendaItem
from .snippets.disciplines import Discipline
from .snippets.evaluations import EvaluationRound
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
    "ErasedResponses",
    "EvaluationRound",
    "FeedbackForm",
    "FeedbackQuestion",
    "FormVersion",
    "ImportRun",
    "Invitee",
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
    "UnfinishedResponse",
    "WorkgroupHubPage",
    "WorkgroupIndexPage",
]
