"""Setting up the council's section in a site: pages, disciplines, groups with what they may do."""

from .section import SetupError, hidden_by, set_up_section

__all__ = ["SetupError", "hidden_by", "set_up_section"]
