"""The import of a list, step by step: file, columns, preview, report. Nothing is written before the last."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..choices import ImportStatus, ImportVerdict
from ..inventory.files.tables import UnreadableFile
from ..inventory.lists import runs
from ..inventory.lists.applying import summary
from ..inventory.lists.export import directory_as_table
from ..models import ColumnMap, ImportRun, OrganisationDirectoryPage
from ..spreadsheets import csv_lines, write_xlsx
from .import_forms import ColumnsForm, MapForm, ReadingForm, UploadForm
from .import_rows import row_forms, show_in_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_PER_PAGE = 50
SAMPLE = 4
DONE_LABELS = {
    "created": gettext_lazy("Made"),
    "updated": gettext_lazy("Updated"),
    "unchanged": gettext_lazy("Unchanged"),
    "skipped": gettext_lazy("Left out"),
}


def directories_of(user):
    """The directories into which ``user`` may import: who may edit all of their profiles."""
    found = OrganisationDirectoryPage.objects.filter(alias_of__isnull=True).select_related("locale").order_by("path")
    allowed = [page.pk for page in found if _may_import(page, user)]
    return OrganisationDirectoryPage.objects.filter(pk__in=allowed).order_by("path")


def _may_import(directory, user):
    permissions = directory.permissions_for_user(user)
    # Not can_edit: who may only add owns what they added, and no other profile.
    may_change = user.is_superuser or "change" in permissions.permissions
    return permissions.can_add_subpage() and may_change


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Import a list")
    header_icon = "upload"

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("cultuurraad_imports:index"), "label": _("Import a list")}
        return [*super().get_breadcrumbs_items(), listing]


class IndexView(ImportView):
    """Upload a list; the lists of before."""

    template_name = "cultuurraad_wagtail/admin/imports/index.html"

    def dispatch(self, request, *args, **kwargs):
        self.directories = directories_of(request.user)
        if not self.directories:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        past = ImportRun.objects.filter(directory__in=self.directories).defer("content", "plan", "choices")
        kwargs.setdefault("form", UploadForm(directories=self.directories))
        past = past.select_related("user")[:20]
        context = {"runs": past, "directories": self.directories, "maps": ColumnMap.objects.all()}
        return {**super().get_context_data(**kwargs), **context}

    def post(self, request):
        form = UploadForm(request.POST, request.FILES, directories=self.directories)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        run = runs.start_import(
            directory=form.cleaned_data["directory"],
            user=request.user,
            filename=form.cleaned_data["file"].name,
            content=form.content,
        )
        return redirect("cultuurraad_imports:columns", run.pk)


class MapView(IndexView):
    """Give a saved column map another name, or throw it away."""

    http_method_names = ["post"]

    def post(self, request, pk):
        saved = get_object_or_404(ColumnMap, pk=pk)
        if "delete" in request.POST:
            saved.delete()
            sentence = _("The columns “%(name)s” are forgotten. The profiles stay as they are.")
            messages.success(request, sentence % {"name": saved.name})
        else:
            self._rename(saved)
        return redirect("cultuurraad_imports:index")

    def _rename(self, saved):
        form = MapForm(self.request.POST, instance=saved)
        if not form.is_valid():
            messages.error(self.request, " ".join(form.errors["name"]))
            return
        # Not ``save``: the newest map is recognised first, and a name makes none newer.
        name = form.cleaned_data["name"]
        ColumnMap.objects.filter(pk=saved.pk).update(name=name)
        messages.success(self.request, _("The columns are remembered as “%(name)s” now.") % {"name": name})


class RunView(ImportView):
    """A step of one run, for those who may import into its directory."""

    #: In which states of the run this step can be taken.
    statuses = ()

    def dispatch(self, request, pk):
        self.run = get_object_or_404(ImportRun.objects.select_related("directory__locale"), pk=pk)
        if not _may_import(self.run.directory, request.user):
            raise PermissionDenied
        if self.run.status not in self.statuses:
            return redirect(_step_of(self.run), self.run.pk)
        return super().dispatch(request, pk=pk)

    def get_page_subtitle(self):
        return self.run.filename

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.run.filename}]

    @property
    def may_publish(self):
        return self.run.directory.permissions_for_user(self.request.user).can_publish_subpage()


def _step_of(run):
    steps = {ImportStatus.UPLOADED: "columns", ImportStatus.PLANNED: "preview"}
    return f"cultuurraad_imports:{steps.get(run.status, 'report')}"


class ColumnsView(RunView):
    """Which column is which field; with the first rows beside it."""

    template_name = "cultuurraad_wagtail/admin/imports/columns.html"
    statuses = (ImportStatus.UPLOADED, ImportStatus.PLANNED)

    def get_context_data(self, **kwargs):
        table = runs.table_of(self.run)
        kwargs.setdefault("reading_form", ReadingForm(table=table, initial=self.run.reading))
        form = kwargs.setdefault("form", self._form(table))
        samples = [
            [row[position] for row in table.rows if row[position]][:SAMPLE] for position in range(len(table.heads))
        ]
        return {
            **super().get_context_data(**kwargs),
            "run": self.run,
            "table": table,
            "columns": list(zip(form.columns, samples, strict=True)),
        }

    def _form(self, table, data=None):
        recognised = runs.recognised_map(self.run, table.heads)
        initial = {"map_name": recognised.name if recognised else ""}
        return ColumnsForm(data, run=self.run, table=table, may_publish=self.may_publish, initial=initial)

    def post(self, request, pk):
        if "read-again" in request.POST:
            return self._read_again(request)
        form = self._form(runs.table_of(self.run), request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.save(self.run)
        runs.plan_run(run=self.run)
        return redirect("cultuurraad_imports:preview", self.run.pk)

    def _read_again(self, request):
        form = ReadingForm(request.POST, table=runs.table_of(self.run))
        if form.is_valid():
            try:
                runs.read_again(run=self.run, reading=form.reading())
                return redirect("cultuurraad_imports:columns", self.run.pk)
            except UnreadableFile as error:
                form.add_error(None, str(error))
        return self.render_to_response(self.get_context_data(reading_form=form))


class PreviewView(RunView):
    """What would happen to each row, and what to do with it; then the button that does it."""

    template_name = "cultuurraad_wagtail/admin/imports/preview.html"
    statuses = (ImportStatus.PLANNED,)

    def get_context_data(self, **kwargs):
        rows = runs.rows_of(self.run)
        counted = Counter(row.verdict for row in rows)
        return {
            **super().get_context_data(**kwargs),
            "run": self.run,
            "page_obj": self._page(rows),
            "verdicts": [(verdict, counted[verdict]) for verdict in ImportVerdict if counted[verdict]],
            "chosen_verdict": self._verdict,
            "row_count": len(rows),
            "will": self._will_do(rows),
            "splits": [row.number for row in rows if row.offers_split],
        }

    @property
    def _verdict(self):
        asked = self.request.GET.get("verdict")
        return asked if asked in ImportVerdict.values else ""

    def _page(self, rows):
        shown = [row for row in rows if self._verdict in ("", row.verdict)]
        page = Paginator(shown, ROWS_PER_PAGE).get_page(self.request.GET.get("p"))
        show_in_words(page.object_list)
        page.object_list = row_forms(page.object_list, initial=self._initial)
        return page

    def _initial(self, row):
        return {
            "action": self.run.choices.get(str(row.number), row.action),
            "split": row.number in self.run.splits,
        }

    def _will_do(self, rows):
        """How many rows end how; who is left out because nothing changes is counted as unchanged."""
        actions = [self.run.choices.get(str(row.number), row.action).partition(":")[0] for row in rows]
        return Counter(
            "unchanged" if row.verdict == ImportVerdict.UNCHANGED else action
            for row, action in zip(rows, actions, strict=True)
        )

    def post(self, request, pk):
        rows = runs.rows_of(self.run)
        self._keep_choices(rows)
        if "take-splits" in request.POST or "drop-splits" in request.POST:
            taken = "take-splits" in request.POST
            self._keep_splits([row.number for row in rows if row.offers_split] if taken else [])
        if "apply" in request.POST:
            if self.run.publishes and not self.may_publish:
                self.run.publishes = False
                self.run.save(update_fields=["publishes"])
            runs.start_applying(run=self.run, user=request.user)
            self.run.refresh_from_db(fields=["status", "error"])
            return redirect(_step_of(self.run), self.run.pk)
        return redirect(request.get_full_path())

    def _keep_choices(self, rows):
        """What was chosen for the rows on the page that was posted."""
        shown = [row for row in rows if f"row-{row.number}-action" in self.request.POST]
        splits = set(self.run.splits)
        for form in row_forms(shown, self.request.POST, initial=self._initial):
            if not form.is_valid():
                continue
            self.run.choices[str(form.row.number)] = form.cleaned_data["action"]
            splits.discard(form.row.number)
            if form.cleaned_data.get("split"):
                splits.add(form.row.number)
        # A row that stays with its plan needs no word of its own, and follows the plan when that changes.
        planned = {str(row.number): row.action for row in rows}
        self.run.choices = {n: action for n, action in self.run.choices.items() if planned.get(n) != action}
        self.run.save(update_fields=["choices"])
        self._keep_splits(sorted(splits))

    def _keep_splits(self, numbers):
        if numbers != self.run.splits:
            self.run.splits = numbers
            self.run.save(update_fields=["splits"])
            runs.plan_run(run=self.run)


class ReportView(RunView):
    """How far it is while it runs; what was done once it is."""

    template_name = "cultuurraad_wagtail/admin/imports/report.html"
    statuses = (ImportStatus.APPLYING, ImportStatus.APPLIED)

    def get_context_data(self, **kwargs):
        lines = [{**line, "label": DONE_LABELS[line["done"]]} for line in self.run.report]
        done = [(DONE_LABELS[name], count) for name, count in summary(self.run.report).items()]
        return {
            **super().get_context_data(**kwargs),
            "run": self.run,
            "is_applying": self.run.status == ImportStatus.APPLYING,
            "progress": runs.progress_of(self.run),
            "is_stuck": runs.is_stuck(self.run),
            "row_count": len(self.run.plan),
            "done": done,
            "page_obj": Paginator(lines, ROWS_PER_PAGE).get_page(self.request.GET.get("p")),
        }


class FreeView(RunView):
    """Back to the preview, for a run that stopped in the middle."""

    statuses = (ImportStatus.APPLYING,)
    http_method_names = ["post"]

    def post(self, request, pk):
        runs.free_stuck(run=self.run)
        return redirect("cultuurraad_imports:preview", self.run.pk)


class ReportFileView(RunView):
    """The report as a spreadsheet."""

    statuses = (ImportStatus.APPLIED,)

    def get(self, request, pk):
        heads = [_("Row"), _("Name"), _("What was done"), _("Reason")]
        # As words at once: the file goes out when the editor's language is no longer the active one.
        done = {name: str(label) for name, label in DONE_LABELS.items()}
        lines = ([line["number"], line["name"], done[line["done"]], line["reason"]] for line in self.run.report)
        response = StreamingHttpResponse(csv_lines(heads, lines), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="import.csv"'
        return response


class ListView(ImportView):
    """A directory as a list to work on elsewhere and import again; with the private addresses, so for editors."""

    def get(self, request, pk, kind):
        directory = get_object_or_404(OrganisationDirectoryPage, pk=pk)
        if not _may_import(directory, request.user):
            raise PermissionDenied
        table = directory_as_table(directory)
        if kind == "csv":
            response = StreamingHttpResponse(csv_lines(*table), content_type="text/csv; charset=utf-8")
        else:
            response = HttpResponse(content_type=XLSX)
            write_xlsx(*table, response)
        response["Content-Disposition"] = content_disposition_header(True, f"{directory.slug}.{kind}")
        return response


class RemoveView(RunView):
    """Throw a run away: what was uploaded and the report, not the profiles."""

    statuses = (ImportStatus.UPLOADED, ImportStatus.PLANNED, ImportStatus.APPLIED)
    http_method_names = ["post"]

    def post(self, request, pk):
        self.run.delete()
        messages.success(
            request, _("“%(name)s” is removed. The profiles stay as they are.") % {"name": self.run.filename}
        )
        return redirect("cultuurraad_imports:index")


def urls():
    """Our addresses in the admin, for Wagtail's hook."""
    patterns = [
        path("", IndexView.as_view(), name="index"),
        path("maps/<int:pk>/", MapView.as_view(), name="map"),
        path("<int:pk>/list.csv", ListView.as_view(), {"kind": "csv"}, name="list_csv"),
        path("<int:pk>/list.xlsx", ListView.as_view(), {"kind": "xlsx"}, name="list_xlsx"),
        path("<int:pk>/columns/", ColumnsView.as_view(), name="columns"),
        path("<int:pk>/preview/", PreviewView.as_view(), name="preview"),
        path("<int:pk>/report/", ReportView.as_view(), name="report"),
        path("<int:pk>/report.csv", ReportFileView.as_view(), name="report_csv"),
        path("<int:pk>/free/", FreeView.as_view(), name="free"),
        path("<int:pk>/remove/", RemoveView.as_view(), name="remove"),
    ]
    return [path("cultuurraad/imports/", include((patterns, "cultuurraad_imports")))]
