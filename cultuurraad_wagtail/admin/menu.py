"""One menu for all of it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from . import duplicates, privacy, profile_report
from .actions import ActionViewSet
from .imports import directories_of
from .meetings import MeetingViewSet
from .pages import ArticleListing, OrganisationListing, ProjectListing, WorkgroupListing
from .registers import MailRegister, ResponseRegister
from .rounds import RoundViewSet
from .series import SeriesViewSet
from .snippets import DisciplineViewSet, FeedbackFormViewSet, PersonViewSet

REGISTERS = [ResponseRegister(), MailRegister()]


class InventoryMenuItem(MenuItem):
    def is_shown(self, request):
        return bool(directories_of(request.user))


class CouncilMenuGroup(SnippetViewSetGroup):
    """Page listings, snippets and registers, in the order of an editor's week."""

    menu_label = _("Culture council")
    menu_icon = "group"
    menu_name = "cultuurraad"
    menu_order = 250
    items = (
        OrganisationListing,
        WorkgroupListing,
        MeetingViewSet,
        SeriesViewSet,
        ActionViewSet,
        PersonViewSet,
        ProjectListing,
        ArticleListing,
        FeedbackFormViewSet,
        RoundViewSet,
        DisciplineViewSet,
    )

    def get_submenu_items(self):
        items = super().get_submenu_items()
        items.insert(
            1, InventoryMenuItem(_("Import a list"), reverse("cultuurraad_imports:index"), icon_name="upload")
        )
        url = reverse("cultuurraad_confirmations:index")
        items.insert(2, InventoryMenuItem(_("Confirm profiles"), url, icon_name="mail"))
        items[3:3] = [profile_report.menu_item(), duplicates.menu_item()]
        items.append(privacy.menu_item())
        for order, item in enumerate(items):
            item.order = order
        return items + [register.get_menu_item(len(items) + n) for n, register in enumerate(REGISTERS, 1)]
