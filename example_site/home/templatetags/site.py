"""What the frame of every page needs: the pages of the menu, and the same page in other languages."""

from django import template
from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site

from cultuurraad_wagtail.visibility import scope_for, visible_pages

register = template.Library()


def pages_in(request, locale):
    """The pages of this site in ``locale`` that a visitor may see."""
    return visible_pages(Page.objects.all(), scope_for(request, locale))


@register.simple_tag(takes_context=True)
def site_frame(context):
    """``home``, ``menu`` (its children in menus) and ``languages`` for the language that is shown."""
    request, code = context["request"], get_language()
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    homes = {each: home_in(request, locales[each]) for each, name in settings.LANGUAGES if each in locales}
    home = homes.get(code) or homes.get(settings.LANGUAGE_CODE)
    return {
        "home": home,
        "menu": pages_in(request, home.locale).child_of(home).in_menu() if home else [],
        "languages": [
            {
                "code": each,
                "name": name,
                "page": translation_of(request, context.get("page"), locales[each]) or homes[each],
                "is_current": each == code,
            }
            for each, name in settings.LANGUAGES
            if homes.get(each)
        ],
    }


def home_in(request, locale):
    """The site's home page in ``locale``, if a visitor may see it."""
    site = Site.find_for_request(request)
    return pages_in(request, locale).filter(translation_key=site.root_page.translation_key).first() if site else None


def translation_of(request, page, locale):
    """``page`` in ``locale``, if a visitor may see it."""
    if not getattr(page, "pk", None):
        return None
    return pages_in(request, locale).filter(translation_key=page.translation_key).first()
