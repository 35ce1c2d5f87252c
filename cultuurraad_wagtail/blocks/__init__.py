"""StreamField blocks that any page of the host site can use."""

from .body import BodyBlock
from .feedback import FeedbackFormBlock
from .lists import ArticlesBlock, NextMeetingsBlock, OrganisationsBlock, ProjectsBlock, ResultsBlock

#: Add these to a StreamField of your own: ``StreamField([*my_blocks, *COUNCIL_BLOCKS])``.
COUNCIL_BLOCKS = [
    ("next_meetings", NextMeetingsBlock()),
    ("organisations", OrganisationsBlock()),
    ("projects", ProjectsBlock()),
    ("articles", ArticlesBlock()),
    ("feedback_form", FeedbackFormBlock()),
    ("results", ResultsBlock()),
]

__all__ = [
    "COUNCIL_BLOCKS",
    "ArticlesBlock",
    "BodyBlock",
    "FeedbackFormBlock",
    "NextMeetingsBlock",
    "OrganisationsBlock",
    "ProjectsBlock",
    "ResultsBlock",
]
