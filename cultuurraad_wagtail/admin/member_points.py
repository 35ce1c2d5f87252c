"""What the dashboard tells of the council's members by its own rules: too many, and terms that end."""

from collections import defaultdict

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Page

from ..choices import WorkgroupKind
from ..fields import council_zone
from ..models import CouncilSettings, Mandate, Person, WorkgroupHubPage
from ..scheduling.members import WITHOUT_VOTE

SOON = relativedelta(months=2)


def member_points(user, today=None):
    """``(count, text, url)`` for each council of the sites; nothing for who may not change people."""
    if not user.has_perm("cultuurraad_wagtail.change_person"):
        return []
    today = today or timezone.localdate(timezone=council_zone())
    rules = _rules_by_path()
    points, members = [], _members_by_council(today)
    for hub in _councils():
        of_site = next((each for path, each in rules if hub.path.startswith(path)), None)
        url = f"{reverse(Person.snippet_viewset.get_url_name('list'))}?workgroup={hub.pk}"
        points += [
            (number, text, url) for number, text in _of_council(hub, of_site, members[hub.translation_key], today)
        ]
    return points


def _of_council(hub, rules, mandates, today):
    if rules and rules.most_members is not None:
        number = len({each.person_id for each in mandates})
        yield _too_many(hub, number, rules.most_members)
    if rules and rules.term_years:
        begun = today - relativedelta(years=rules.term_years)
        yield _too_long(hub, sum(each.starts_on is not None and each.starts_on < begun for each in mandates))
    yield _ending(hub, sum(each.ends_on is not None and each.ends_on <= today + SOON for each in mandates))


def _too_many(hub, number, most):
    text = ngettext(
        "“%(group)s” has %(number)s member; its rules allow %(most)s.",
        "“%(group)s” has %(number)s members; its rules allow %(most)s.",
        number,
    )
    return number if number > most else 0, text % {"group": hub.title, "number": number, "most": most}


def _too_long(hub, number):
    text = ngettext(
        "“%(group)s”: %(number)s term has lasted longer than the rules allow.",
        "“%(group)s”: %(number)s terms have lasted longer than the rules allow.",
        number,
    )
    return number, text % {"group": hub.title, "number": number}


def _ending(hub, number):
    text = ngettext(
        "“%(group)s”: %(number)s term ends within two months.",
        "“%(group)s”: %(number)s terms end within two months.",
        number,
    )
    return number, text % {"group": hub.title, "number": number}


def _councils():
    """The councils on the sites, each in one of its languages."""
    hubs = WorkgroupHubPage.objects.live().filter(kind=WorkgroupKind.COUNCIL).order_by("-pk")
    return sorted({hub.translation_key: hub for hub in hubs}.values(), key=lambda hub: hub.pk)


def _members_by_council(today):
    """The current mandates of members in the councils, by the translation key of the group."""
    mandates = (
        Mandate.objects.current(today).filter(workgroup__kind=WorkgroupKind.COUNCIL).exclude(role__in=WITHOUT_VOTE)
    )
    found = defaultdict(list)
    for mandate in mandates.select_related("workgroup"):
        found[mandate.workgroup.translation_key].append(mandate)
    return found


def _rules_by_path():
    """The tree path of each site's home page, and of its translations, with the settings of the site."""
    by_key = {
        each.site.root_page.translation_key: each for each in CouncilSettings.objects.select_related("site__root_page")
    }
    homes = Page.objects.filter(translation_key__in=by_key).values_list("path", "translation_key")
    return [(path, by_key[key]) for path, key in homes]
