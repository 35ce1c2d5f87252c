"""Wires the package into Wagtail's admin; decides nothing."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import deletion
from .admin.attention import AttentionPanel
from .admin.menu import REGISTERS, CouncilMenuGroup

register_snippet(CouncilMenuGroup)

for register in REGISTERS:
    register.register_with_wagtail()

hooks.register("before_delete_page", deletion.refuse_page_in_use)
hooks.register("before_delete_snippet", deletion.refuse_snippets_in_use)
hooks.register("before_bulk_action", deletion.refuse_bulk_of_pages_in_use)


@hooks.register("construct_homepage_panels")
def add_attention_panel(request, panels):
    panels.append(AttentionPanel(request))
