"""Which profile a row of a list is about: its key, number and name together, then the website, then the name."""

from collections import defaultdict
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..addresses import website_key
from ..names import name_key, words_key
from ..profiles import KnownProfile


class Match(NamedTuple):
    """``pk`` of the profile that a row is surely about, or None; then ``candidates`` it may be about, and why."""

    pk: int | None
    candidates: tuple[int, ...]
    reason: str


NO_MATCH = Match(None, (), "")


class ProfileIndex:
    """Known profiles by each thing that tells them apart."""

    def __init__(self, profiles: dict[int, KnownProfile]):
        self.profiles = profiles
        self._by_key = {profile.key: profile.pk for profile in profiles.values()}
        self._by_name, self._by_words = defaultdict(list), defaultdict(list)
        self._by_host, self._by_number = defaultdict(list), defaultdict(list)
        for profile in profiles.values():
            self.add(profile)

    def add(self, profile: KnownProfile) -> None:
        for key in profile.name_keys:
            self._by_name[key].append(profile.pk)
        self._by_words[words_key(profile.values["title"])].append(profile.pk)
        if host := website_key(profile.values["website"]):
            self._by_host[host].append(profile.pk)
        if number := profile.values["enterprise_number"]:
            self._by_number[number].append(profile.pk)

    def find(
        self, *, names: list[str], aliases: list[str] = (), number: str = "", website: str = "", key: str = ""
    ) -> Match:
        """The profile that goes by one of ``names``; ``aliases`` are names that make a candidate, no more.

        A ``key`` that no profile here has is another site's, and says nothing.
        """
        if key and key in self._by_key:
            return Match(self._by_key[key], (), _("Same profile key."))
        keys = [name_key(name) for name in names]
        same_name = self._of(self._by_name, keys)
        same_number = self._by_number.get(number, []) if number else []
        both = [pk for pk in same_name if pk in same_number]
        if len(both) == 1:
            return Match(both[0], (), _("Same enterprise number and name."))
        return (
            self._find_by_website(website_key(website), keys, number)
            or self._find_by_name(same_name, number)
            or self._find_candidates(same_number, names, aliases)
        )

    def _find_by_website(self, host, keys, number):
        found = self._agreeing(self._by_host.get(host, []) if host else [], number)
        if len(found) == 1 and self._are_akin(self.profiles[found[0]], keys):
            return Match(found[0], (), _("Same website."))
        named = [pk for pk in found if self.profiles[pk].name_keys & set(keys)]
        if len(named) == 1:
            return Match(named[0], (), _("Same website and name."))
        return Match(None, tuple(found), _("Same website, another name.")) if found else None

    def _find_by_name(self, same_name, number):
        found = self._agreeing(same_name, number)
        if len(found) == 1:
            return Match(found[0], (), _("Same name."))
        if found:
            return Match(None, tuple(found), _("More than one profile has this name."))
        if same_name:
            return Match(None, tuple(same_name), _("Same name, another enterprise number."))
        return None

    def _find_candidates(self, same_number, names, aliases):
        if same_number:
            return Match(None, tuple(same_number), _("Same enterprise number, another name."))
        if found := self._of(self._by_name, [name_key(name) for name in aliases]):
            return Match(None, tuple(found), _("A part of the name is the name of a profile."))
        if found := self._of(self._by_words, [words_key(name) for name in names]):
            return Match(None, tuple(found), _("The same words in another order."))
        return NO_MATCH

    @staticmethod
    def _of(index, keys):
        return list(dict.fromkeys(pk for key in keys for pk in index.get(key, ())))

    def _agreeing(self, pks, number):
        """Those of ``pks`` whose enterprise number does not contradict ``number``."""
        return [pk for pk in pks if self.profiles[pk].values["enterprise_number"] in ("", number) or not number]

    @staticmethod
    def _are_akin(profile, keys):
        words = {word for key in profile.name_keys for word in key.split() if len(word) > 3}
        return bool(words & {word for key in keys for word in key.split()}) or bool(profile.name_keys & set(keys))
