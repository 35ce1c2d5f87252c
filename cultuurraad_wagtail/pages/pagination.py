"""Pages of a list whose cost does not grow with the list."""

from django.core.paginator import EmptyPage, Page, Paginator
from django.utils.functional import cached_property

COUNTED = 1_000
#: The last page that is looked for: far beyond any list, and within what a database can count.
FURTHEST = 1_000_000


class CappedPage(Page):
    def __init__(self, object_list, number, paginator, is_followed):
        super().__init__(object_list, number, paginator)
        self._is_followed = is_followed

    def has_next(self):
        return self._is_followed

    def next_page_number(self):
        return self.number + 1


class CappedPaginator(Paginator):
    """Counts to a thousand and then says "more than"; later pages can be read all the same.

    Counting every row is what makes the first page of a long list slow. ``is_capped`` tells that ``count`` and
    ``num_pages`` are what was counted, not all there is.
    """

    @cached_property
    def count(self):
        return min(self._counted, COUNTED)

    @cached_property
    def is_capped(self):
        return self._counted > COUNTED

    @cached_property
    def _counted(self):
        # Without an order or a column too many, and no further than needed.
        return self.object_list.order_by().values("pk")[: COUNTED + 1].count()

    def validate_number(self, number):
        try:
            return super().validate_number(number)
        except EmptyPage:
            # Beyond what was counted, ``page`` finds out.
            if self.is_capped and 0 < int(number) <= FURTHEST:
                return int(number)
            raise

    def get_page(self, number):
        try:
            return super().get_page(number)
        except EmptyPage:
            return self.page(self.num_pages)

    def page(self, number):
        number = self.validate_number(number)
        # Not the parent's slice, which ends at the last row that was counted.
        start = (number - 1) * self.per_page
        stop = start + self.per_page
        if stop < self._counted or not self.is_capped:
            return CappedPage(self.object_list[start:stop], number, self, is_followed=stop < self._counted)
        # Keys first: the database walks past the rows before these, and keys alone are quick to walk past.
        keys = list(self.object_list.values_list("pk", flat=True)[start : stop + 1])
        if not keys:
            raise EmptyPage(self.error_messages["no_results"])
        rows = self.object_list.filter(pk__in=keys[: self.per_page])
        return CappedPage(rows, number, self, is_followed=len(keys) > self.per_page)


class CappedKeyPaginator(CappedPaginator):
    """Pages of keys: of ``object_list``, a queryset in order whose first rows were fetched already.

    ``keys`` are those of its first rows, one more than is counted; so nothing is counted or searched twice.
    """

    def __init__(self, object_list, per_page, keys):
        super().__init__(object_list.values_list("pk", flat=True), per_page)
        self._keys = keys

    @cached_property
    def _counted(self):
        return len(self._keys)

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        stop = start + self.per_page
        if stop < self._counted or not self.is_capped:
            return CappedPage(self._keys[start:stop], number, self, is_followed=stop < self._counted)
        keys = list(self.object_list[start : stop + 1])
        if not keys:
            raise EmptyPage(self.error_messages["no_results"])
        return CappedPage(keys[: self.per_page], number, self, is_followed=len(keys) > self.per_page)
