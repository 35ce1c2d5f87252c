"""What our own entries in Wagtail's history say."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogFormatter

#: Of a round of evaluation: the action, its label, and what the history says.
ROUNDS = [
    ("start_round", gettext_lazy("Start the round"), gettext_lazy("Round started")),
    ("remind_round", gettext_lazy("Remind"), gettext_lazy("Reminders sent")),
    ("close_round", gettext_lazy("Close the round"), gettext_lazy("Round closed")),
    ("publish_results", gettext_lazy("Publish the results"), gettext_lazy("Results published")),
    ("unpublish_results", gettext_lazy("Stop publishing the results"), gettext_lazy("Results not public any more")),
    ("quote_answers", gettext_lazy("Quote answers"), gettext_lazy("Quotes chosen")),
]


def register(actions):
    """For ``register_log_actions``."""

    @actions.register_action("cultuurraad.merge")
    class MergeFormatter(LogFormatter):
        label = gettext_lazy("Merge two profiles")

        def format_message(self, log_entry):
            if "into" in log_entry.data:
                return _("Merged into “%(name)s”") % {"name": log_entry.data["into"]["title"]}
            return _("“%(name)s” merged into it") % {"name": log_entry.data["from"]["title"]}

    # A label, and what the history says.
    actions.register_action(
        "cultuurraad.send_minutes", gettext_lazy("Send the minutes"), gettext_lazy("Minutes sent to the members")
    )
    actions.register_action(
        "cultuurraad.approve_minutes", gettext_lazy("Approve the minutes"), gettext_lazy("Minutes approved")
    )
    actions.register_action(
        "cultuurraad.reopen_minutes",
        gettext_lazy("Make the minutes a draft again"),
        gettext_lazy("Minutes made a draft again"),
    )

    for name, label, told in ROUNDS:
        actions.register_action(f"cultuurraad.{name}", label, told)

    @actions.register_action("cultuurraad.invite")
    class InviteFormatter(LogFormatter):
        label = gettext_lazy("Invite to a meeting")

        def format_message(self, log_entry):
            count = log_entry.data.get("count", 0)
            return ngettext("%(count)s person invited", "%(count)s people invited", count) % {"count": count}
