"""The fixed vocabularies of the package; the words are in the project's glossary."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    CANCELLED = "cancelled", pgettext_lazy("of a meeting", "Cancelled")


class RegistrationStatus(TextChoices):
    ASKED = "asked", _("No answer yet")
    COMING = "coming", _("Coming")
    WAITING = "waiting", _("On the waiting list")
    DECLINED = "declined", _("Not coming")


class AgendaItemKind(TextChoices):
    ORDINARY = "", _("Ordinary")
    APPROVAL = "approval", _("Approval of the minutes")
    FOLLOW_UP = "follow_up", _("Follow-up of the action items")


class AgendaRequestOutcome(TextChoices):
    WAITING = "waiting", _("To be looked at")
    TAKEN = "taken", _("On the agenda")
    DECLINED = "declined", _("Not on the agenda")


class AttendanceStatus(TextChoices):
    PRESENT = "present", _("Present")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")
    REPRESENTED = "represented", _("Represented by somebody else")


class AttendanceShown(TextChoices):
    NOTHING = "nothing", _("Nothing")
    NUMBERS = "numbers", _("How many were there")
    NAMES = "names", _("The names")


class MinutesState(TextChoices):
    DRAFT = "draft", _("Draft version")
    REMARKS = "remarks", _("For remarks")
    APPROVED = "approved", _("Approved")


class MinutesShownFrom(TextChoices):
    PUBLISHED = "published", _("As soon as an editor publishes them")
    REMARKS = "remarks", _("Once the members may give remarks")
    APPROVED = "approved", _("Once they are approved")


class ActionState(TextChoices):
    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("No longer needed")


class SeriesFrequency(TextChoices):
    WEEKLY = "weekly", _("Every week, or every so many weeks")
    MONTHLY_DAY = "monthly_day", _("Every month on a day of the month, for example the 15th")
    MONTHLY_WEEKDAY = "monthly_weekday", _("Every month on a weekday, for example the second Tuesday")
    YEARLY = "yearly", _("Every year on the same day")


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


class OpenDataLicence(TextChoices):
    CC0 = "cc0", _("CC0 1.0: free for everybody, no conditions")
    CC_BY = "cc-by", _("CC BY 4.0: free, with the name of the source")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0: free, with the name of the source and under the same licence")
    FREE_REUSE = "free-reuse", _("Free reuse: the Flemish model licence, with the name of the source")

    @property
    def names_the_source(self):
        """Whether who uses the data must name the source."""
        return self is not self.CC0

    @property
    def address(self):
        """Where the licence can be read."""
        return {
            "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
            "cc-by": "https://creativecommons.org/licenses/by/4.0/",
            "cc-by-sa": "https://creativecommons.org/licenses/by-sa/4.0/",
            "free-reuse": "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0",
        }[self.value]


class QuestionType(TextChoices):
    SHORT_TEXT = "singleline", _("Short text")
    LONG_TEXT = "multiline", _("Long text")
    EMAIL = "email", _("E-mail address")
    NUMBER = "number", pgettext_lazy("a kind of answer", "Number")
    SINGLE_CHOICE = "radio", _("Single choice")
    MULTIPLE_CHOICE = "checkboxes", _("Multiple choice")
    SCALE = "scale", _("Scale")
    MATRIX = "matrix", _("Several statements on one scale")
    RANKING = "ranking", _("Ranking")
    PARTNERS = "partners", _("Level of collaboration with each partner")
    YES_NO = "yes_no", _("Yes or no")
    DATE = "date", _("Date")
    CONSENT = "consent", _("Consent")
    SECTION = "section", _("Heading of a section")


#: Kinds of question that are answered in one's own words: what may name somebody.
OWN_WORDS = (QuestionType.SHORT_TEXT, QuestionType.LONG_TEXT, QuestionType.EMAIL)


class CollaborationLevel(IntegerChoices):
    """How closely two organisations work together; the order of Frey et al. (2006), the words are ours."""

    NONE = 0, _("No contact")
    NETWORKING = 1, _("We know each other")
    COOPERATION = 2, _("We inform each other")
    COORDINATION = 3, _("We adjust our plans")
    COALITION = 4, _("We do things together")
    COLLABORATION = 5, _("We act as one")


class Audience(TextChoices):
    MEMBERS = "members", _("Members of groups")
    CONTACTS = "contacts", _("Contacts of organisations")
    ATTENDEES = "attendees", _("Who was at a meeting")
    PUBLIC = "public", _("Everybody who has the address")


class Anonymity(TextChoices):
    ANONYMOUS = "anonymous", _("Anonymous: nobody can see who answered what")
    NAMED = "named", _("With names: the editors see who answered what")


class ImportStatus(TextChoices):
    UPLOADED = "uploaded", _("Uploaded")
    PLANNED = "planned", _("Ready to apply")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    FAILED = "failed", _("Failed")


class ImportVerdict(TextChoices):
    NEW = "new", _("New")
    UPDATE = "update", _("Update")
    UNCHANGED = "unchanged", _("Unchanged")
    DUPLICATE = "duplicate", _("Possible duplicate")
    REPEATED = "repeated", _("Same as an earlier row")
    ERROR = "error", _("Error")


class ConfirmationAnswer(TextChoices):
    NONE = "", _("No answer yet")
    CONFIRMED = "confirmed", _("Still correct")
    PROPOSED = "proposed", _("Changes proposed")


class ProposalOutcome(TextChoices):
    WAITING = "waiting", _("To be looked at")
    ACCEPTED = "accepted", _("Taken over")
    REJECTED = "rejected", _("Not taken over")


class MailStatus(TextChoices):
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
