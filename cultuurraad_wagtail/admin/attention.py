"""The dashboard panel: what needs an editor today, in one glance and a constant number of queries."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Site

from ..choices import ProposalOutcome
from ..models import CouncilSettings, OutboxMail, ProfileProposal, Response
from .action_points import action_points
from .imports import directories_of
from .meeting_points import meeting_points
from .member_points import member_points
from .profile_report import NAME as REPORT
from .profile_report import editable_profiles, may_edit_profiles

LATELY = timedelta(days=7)


class AttentionPanel(Component):
    """Counts, each with the way to the screen that mends it; only what this user may see."""

    name = "cultuurraad_attention"
    template_name = "cultuurraad_wagtail/admin/attention.html"
    order = 150

    def __init__(self, request):
        self.request, self.user = request, request.user

    def get_context_data(self, parent_context):
        return {"points": self.points, "is_editor": self._may("change_meeting")}

    @cached_property
    def points(self):
        """``[{"text", "url"}, …]`` for what is waiting; empty when nothing is."""
        council = [*meeting_points(self.user), *action_points(self.user), *member_points(self.user)]
        found = [*council, *self._proposals(), *self._profiles(), *self._responses(), *self._mail()]
        found += self._settings()
        # Not by %: the name of a group may hold one.
        return [{"text": text.replace("%d", str(count)), "url": url} for count, text, url in found if count]

    def _may(self, codename):
        return self.user.has_perm(f"cultuurraad_wagtail.{codename}")

    def _proposals(self):
        directories = list(directories_of(self.user))
        if not directories:
            return []
        below = reduce(or_, (Q(request__organisation__path__startswith=each.path) for each in directories))
        count = ProfileProposal.objects.filter(below, outcome=ProposalOutcome.WAITING).count()
        text = ngettext(
            "%d organisation proposes changes to its profile.",
            "%d organisations propose changes to their profiles.",
            count,
        )
        return [(count, text, reverse("cultuurraad_confirmations:index"))]

    def _profiles(self):
        if not may_edit_profiles(self.user):
            return []
        profiles = editable_profiles(self.user).live().listed()
        stale, incomplete = profiles.stale().count(), profiles.incomplete().count()
        report = f"{reverse(f'{REPORT}:index')}?status=True"
        return [
            (
                stale,
                ngettext(
                    "%d organisation's profile was not confirmed in the past year.",
                    "%d organisations' profiles were not confirmed in the past year.",
                    stale,
                ),
                f"{report}&confirmed=stale",
            ),
            (
                incomplete,
                ngettext(
                    "%d organisation's profile is incomplete.",
                    "%d organisations' profiles are incomplete.",
                    incomplete,
                ),
                f"{report}&completeness=incomplete",
            ),
        ]

    def _responses(self):
        if not self._may("view_response"):
            return []
        count = Response.objects.since(timezone.now() - LATELY).count()
        text = ngettext("%d answer came in this week.", "%d answers came in this week.", count)
        return [(count, text, reverse("cultuurraad_responses_modeladmin_index"))]

    def _mail(self):
        if not self._may("view_outboxmail"):
            return []
        count = OutboxMail.objects.failed().count()
        text = ngettext("%d mail could not be sent.", "%d mails could not be sent.", count)
        return [(count, text, reverse("cultuurraad_mail_modeladmin_index") + "?status__exact=failed")]

    def _settings(self):
        """Without these the notice beside every form names the site's host, and nobody to write to."""
        if not self._may("change_councilsettings"):
            return []
        site = Site.find_for_request(self.request)
        named = CouncilSettings.objects.filter(site=site).exclude(
            organiser_name="", organiser_email="", privacy_email=""
        )
        if site is None or named.exists():
            return []
        text = _(
            "The privacy notice beside every form names no organiser and no address: fill in both in the settings."
        )
        return [(1, text, reverse("wagtailsettings:edit", args=["cultuurraad_wagtail", "councilsettings", site.pk]))]
