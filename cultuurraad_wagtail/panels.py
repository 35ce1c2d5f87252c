"""Editor panels that show what the package knows by itself, so that nobody types it twice."""

from wagtail.admin.panels import Panel


class RelatedListPanel(Panel):
    """A read-only list beside the fields: what other screens hold about this object.

    ``source`` names a method of the instance that takes nothing and returns the rows; ``empty`` is the sentence
    for none, which says where to add one.
    """

    def __init__(self, source, *, empty, **kwargs):
        super().__init__(**kwargs)
        self.source, self.empty = source, empty

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "source": self.source, "empty": self.empty}

    class BoundPanel(Panel.BoundPanel):
        template_name = "cultuurraad_wagtail/admin/related_list_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            rows = list(getattr(self.instance, self.panel.source)()) if self.instance.pk else []
            return {**context, "rows": rows, "empty": self.panel.empty}
