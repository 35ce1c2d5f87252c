"""The ready-made forms, in the order in which editors meet them.

Each text is a triple: Dutch, French, English. The ``key`` of a question is fixed, also when a form is made twice: what
is the same question has the same key everywhere. So the feedback on ten events, each with a form of its own, is one
column in the register, and two councils can lay their rounds side by side. Nothing is mixed up by it: an answer knows
its form and its version. Who asks something else deletes the question and adds another, which has a key of its own.
"""

from .collaboration import COLLABORATION
from .meetings import EVENT, MEETING, SESSION
from .partners import PARTNERS

READY_MADE = {
    "meeting": MEETING,
    "event": EVENT,
    "session": SESSION,
    "collaboration": COLLABORATION,
    "partners": PARTNERS,
}
