"""The fixed vocabularies of the package; the words are in the project's glossary."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WorkgroupKind(TextChoices):
    COUNCIL = "council", _("Council")
    BOARD = "board", _("Board")
    GENERAL_ASSEMBLY = "general_assembly", _("General assembly")
    PLATFORM = "platform", _("Culture platform")
    STANDING = "standing", _("Standing working group")
    TEMPORARY = "temporary", _("Temporary working group")


class MeetingKind(TextChoices):
    GENERAL_ASSEMBLY = "general_assembly", _("General assembly")
    COUNCIL = "council", _("Council meeting")
    BOARD = "board", _("Board meeting")
    WORKING_GROUP = "working_group", _("Working group meeting")
    KNOWLEDGE_SESSION = "knowledge_session", _("Knowledge session")
    PLATFORM = "platform", _("Culture platform")


class MeetingStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class MandateRole(TextChoices):
    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice-chair")
    SECRETARY = "secretary", _("Secretary")
    TREASURER = "treasurer", _("Treasurer")
    COORDINATOR = "coordinator", _("Coordinator")
    MEMBER = "member", _("Member")
    SUBSTITUTE = "substitute", _("Substitute")
    OBSERVER = "observer", _("Observer")
    EXPERT = "expert", _("Expert")


class ProjectKind(TextChoices):
    INTERDISCIPLINARY_EVENT = "interdisciplinary_event", _("Interdisciplinary event")
    WORKSHOP = "workshop", _("Workshop")
    EXHIBITION = "exhibition", _("Exhibition")
    PERFORMANCE = "performance", _("Performance")
    OTHER = "other", _("Other project")


class ProjectStatus(TextChoices):
    IDEA = "idea", _("Idea")
    LOOKING_FOR_PARTNERS = "looking_for_partners", _("Looking for partners")
    IN_PREPARATION = "in_preparation", _("In preparation")
    RUNNING = "running", _("Running")
    COMPLETED = "completed", _("Completed")
    STOPPED = "stopped", _("Stopped")


class ArticleKind(TextChoices):
    SUCCESS_STORY = "success_story", _("Success story")
    OBSTACLE = "obstacle", _("Obstacle")
    LESSON_LEARNED = "lesson_learned", _("Lesson learned")
    GOOD_PRACTICE = "good_practice", _("Good practice")
    TOOL = "tool", _("Tool")


class WorkingLanguage(TextChoices):
    DUTCH = "nl", _("Dutch")
    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
    SIGN_LANGUAGE = "sign", _("Sign language")
    OTHER = "other", _("Another language")


class MailLanguage(TextChoices):
    DUTCH = "nl", _("Dutch")
    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")


class QuestionType(TextChoices):
    SHORT_TEXT = "singleline", _("Short text")
    LONG_TEXT = "multiline", _("Long text")
    EMAIL = "email", _("E-mail address")
    NUMBER = "number", _("Number")
    SINGLE_CHOICE = "radio", _("Single choice")
    MULTIPLE_CHOICE = "checkboxes", _("Multiple choice")
    RATING = "rating", _("Rating from 1 to 5")
    YES_NO = "yes_no", _("Yes or no")
    DATE = "date", _("Date")
    CONSENT = "consent", _("Consent")


class MailStatus(TextChoices):
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
