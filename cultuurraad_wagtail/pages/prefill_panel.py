"""The way from an organisation's editor to the screen that fills its profile from their own website."""

from wagtail.admin.panels import Panel


def may_fill_in(page, user) -> bool:
    """Whether ``user`` may change the draft of ``page`` now: it is theirs to edit, and not locked for them."""
    permissions = page.permissions_for_user(user)
    return not page.alias_of_id and permissions.can_edit() and not permissions.page_locked()


class PrefillPanel(Panel):
    """A link, for who may use it; on a profile that is not saved yet, the advice to save a draft first."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cultuurraad_wagtail/admin/prefill_panel.html"

        def is_shown(self):
            if not super().is_shown():
                return False
            return not self.instance.pk or (self.request is not None and may_fill_in(self.instance, self.request.user))
