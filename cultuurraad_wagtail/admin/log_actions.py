"""What our own entries in Wagtail's history say."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter


def register(actions):
    """For ``register_log_actions``."""

    @actions.register_action("cultuurraad.merge")
    class MergeFormatter(LogFormatter):
        label = gettext_lazy("Merge two profiles")

        def format_message(self, log_entry):
            if "into" in log_entry.data:
                return _("Merged into “%(name)s”") % {"name": log_entry.data["into"]["title"]}
            return _("“%(name)s” merged into it") % {"name": log_entry.data["from"]["title"]}
