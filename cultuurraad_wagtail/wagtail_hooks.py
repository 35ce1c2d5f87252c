"""Wires the package into Wagtail's admin; decides nothing."""

from wagtail import hooks
from wagtail.contrib.settings.registry import register_setting
from wagtail.snippets.models import register_snippet

from .admin import (
    confirmations,
    deletion,
    duplicates,
    imports,
    invitations,
    log_actions,
    prefill,
    privacy,
    profile_report,
    quotes,
    ready_made,
    rounds,
    sittings,
    trail,
)
from .admin.attention import AttentionPanel
from .admin.menu import REGISTERS, CouncilMenuGroup
from .models import CouncilSettings

SCREENS = (
    *(imports, confirmations, prefill, profile_report, duplicates, sittings, invitations),
    *(trail, rounds, quotes, ready_made, privacy),
)

register_snippet(CouncilMenuGroup)
register_setting(CouncilSettings, icon="group")

for register in REGISTERS:
    register.register_with_wagtail()

hooks.register("before_delete_page", deletion.refuse_page_in_use)
hooks.register("before_delete_snippet", deletion.refuse_snippets_in_use)
hooks.register("before_bulk_action", deletion.refuse_bulk_of_pages_in_use)
for screens in SCREENS:
    hooks.register("register_admin_urls", screens.urls)
hooks.register("register_permissions", privacy.permissions)
hooks.register("register_log_actions", log_actions.register)
hooks.register("register_log_actions", privacy.log_actions)


@hooks.register("register_reports_menu_item")
def add_profile_report_menu_item():
    return profile_report.menu_item(order=600)


@hooks.register("register_reports_menu_item")
def add_duplicates_menu_item():
    return duplicates.menu_item(order=610)


@hooks.register("construct_homepage_panels")
def add_attention_panel(request, panels):
    panels.append(AttentionPanel(request))
