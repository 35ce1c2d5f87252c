"""One menu for all of it."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .pages import ArticleListing, OrganisationListing, ProjectListing, WorkgroupListing
from .registers import MailRegister, ResponseRegister
from .snippets import DisciplineViewSet, FeedbackFormViewSet, MeetingViewSet, PersonViewSet

REGISTERS = [ResponseRegister(), MailRegister()]


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
        PersonViewSet,
        ProjectListing,
        ArticleListing,
        FeedbackFormViewSet,
        DisciplineViewSet,
    )

    def get_submenu_items(self):
        items = super().get_submenu_items()
        return items + [register.get_menu_item(len(items) + n) for n, register in enumerate(REGISTERS, 1)]
