"""Rows that still count and are nobody's any more: what stands where a name and an address were."""

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

#: Nomen nescio: “no name” to Dutch, French and English readers alike.
NAMELESS = "N.N."
#: No mail ever arrives below this name (RFC 2606).
NOWHERE = "@erased.invalid"


def nowhere() -> Concat:
    """For an update: an address that leads nowhere, another one in each row, since addresses are unique."""
    return Concat(Value("erased-"), Cast("pk", CharField()), Value(NOWHERE), output_field=CharField())


def is_nowhere(address: str) -> bool:
    """Whether no mail should be written to ``address``."""
    return address.endswith(NOWHERE)
