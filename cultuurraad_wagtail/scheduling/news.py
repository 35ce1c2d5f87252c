"""News of a meeting for those who registered: another time or place, or that it does not take place."""

from hashlib import sha256

from ..records.sittings import Sitting
from ..snippets.meetings import Meeting


def state_of(meeting: Meeting) -> str:
    """What people must hear of when it changes, as a short text."""
    moments = (meeting.starts_at.timestamp(), meeting.ends_at.timestamp())
    return sha256(repr((*moments, meeting.place, meeting.online_url, meeting.is_off)).encode()).hexdigest()


def remember(sitting: Sitting, meeting: Meeting) -> None:
    """Note that the first ones to register, or to be invited, know when and where ``meeting`` is."""
    if not sitting.told:
        sitting.told = state_of(_speaker(sitting) or meeting)
        Sitting.objects.filter(pk=sitting.pk).update(told=sitting.told)


def is_news(sitting: Sitting, meeting: Meeting) -> bool:
    """Whether those who registered were told something else. Of a meeting's languages the oldest speaks for all."""
    return bool(sitting.told) and meeting == _speaker(sitting) and sitting.told != state_of(meeting)


def _speaker(sitting):
    return Meeting.objects.filter(translation_key=sitting.key, live=True).order_by("pk").first()
