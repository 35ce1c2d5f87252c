"""Editor panels that show what the package knows by itself, so that nobody types it twice."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class RelatedListPanel(Panel):
    """A read-only list beside the fields: what other screens hold about this object.

    ``source`` names a method of the instance that takes nothing and returns the rows; ``empty`` is the sentence
    for none, which says where to add one; only who has ``permission``, if that is given, sees the list.
    """

    def __init__(self, source, *, empty, permission="", **kwargs):
        super().__init__(**kwargs)
        self.source, self.empty, self.permission = source, empty, permission

    def clone_kwargs(self):
        return {
            **super().clone_kwargs(),
            "source": self.source,
            "empty": self.empty,
            "permission": self.permission,
        }

    class BoundPanel(Panel.BoundPanel):
        template_name = "cultuurraad_wagtail/admin/related_list_panel.html"

        def is_shown(self):
            permission = self.panel.permission
            may = not permission or (self.request is not None and self.request.user.has_perm(permission))
            return super().is_shown() and may

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            rows = list(getattr(self.instance, self.panel.source)()) if self.instance.pk else []
            return {**context, "rows": rows, "empty": self.panel.empty}


#: On the screens of groups and of organisations, which have ``open_actions``; for who may read action items.
OPEN_ACTIONS = RelatedListPanel(
    "open_actions",
    heading=_("Open action items"),
    empty=_("Nothing is left to do. Add an action item under Cultuurraad › Action items."),
    permission="cultuurraad_wagtail.view_actionitem",
)
