"""Setting up the council's section in a site: pages, disciplines, groups with what they may do."""

from .section import SetupError, set_up_section

__all__ = ["SetupError", "set_up_section"]
