"""Pages of a list whose cost does not grow with the list."""

from django.core.paginator import EmptyPage, Page, Paginator
from django.utils.functional import cached_property

COUNTED = 1_000


class CappedPage(Page):
    def has_next(self):
        return self.paginator.holds(self.number + 1)

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

    def holds(self, number):
        """Whether page ``number`` exists; one query for a page beyond those counted."""
        if number <= self.num_pages or not self.is_capped:
            return number <= self.num_pages
        start = (number - 1) * self.per_page
        return self.object_list[start : start + 1].exists()

    def validate_number(self, number):
        try:
            return super().validate_number(number)
        except EmptyPage:
            if int(number) > 0 and self.holds(int(number)):
                return int(number)
            raise

    def page(self, number):
        number = self.validate_number(number)
        # Not the parent's slice, which ends at the last row that was counted.
        start = (number - 1) * self.per_page
        return self._get_page(self.object_list[start : start + self.per_page], number, self)

    def _get_page(self, *args, **kwargs):
        return CappedPage(*args, **kwargs)
