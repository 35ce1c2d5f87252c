"""At the top of an organisation's editor: what its profile still lacks, or what became of it."""

from wagtail.admin.panels import Panel

from .completeness import Completeness


class CarePanel(Panel):
    """What is missing in the version that is open; for a merged profile, where it went instead."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cultuurraad_wagtail/admin/care_panel.html"

        def is_shown(self):
            return super().is_shown() and bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return {
                **context,
                "profile": self.instance,
                "completeness": Completeness(self.instance),
                "merged_into": self.instance.merged_into,
            }
