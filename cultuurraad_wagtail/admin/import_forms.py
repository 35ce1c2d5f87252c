"""The forms of the import's first steps: the file, and its columns."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..inventory.columns import BY_FIELD, COLUMNS
from ..inventory.files.tables import MAX_BYTES, UnreadableFile, read_table
from ..models import ColumnMap, Discipline

ENCODINGS = (("utf-8", "UTF-8"), ("cp1252", "Windows (cp1252)"), ("utf-16", "UTF-16"))
DELIMITERS = ((";", _("semicolon ;")), (",", _("comma ,")), ("\t", _("tab")))
DRAFTS, PUBLISH = "drafts", "publish"


class UploadForm(forms.Form):
    directory = forms.ModelChoiceField(label=_("Directory"), queryset=None, empty_label=None)
    file = forms.FileField(
        label=pgettext_lazy("a list that is uploaded", "File"),
        # Our own words say what to do about an empty one.
        allow_empty_file=True,
        help_text=_("A CSV file or an Excel workbook (.xlsx), with the names of the columns in its first row."),
    )

    def __init__(self, *args, directories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["directory"].queryset = directories
        if len(directories) == 1:
            self.fields["directory"].widget = forms.HiddenInput()
            self.fields["directory"].initial = directories[0].pk

    def clean_file(self):
        file = self.cleaned_data["file"]
        # One byte more than is allowed is enough to be refused, with the message for it.
        self.content = file.read(MAX_BYTES + 1)
        try:
            read_table(self.content, file.name)
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from error
        return file


class ReadingForm(forms.Form):
    """How the file is read, for an editor who sees that it was read wrong."""

    encoding = forms.ChoiceField(label=_("Letters are written in"), choices=ENCODINGS, required=False)
    delimiter = forms.ChoiceField(label=_("Columns are parted by"), choices=DELIMITERS, required=False)
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)

    def __init__(self, *args, table, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in table.sheets]
        for name in ("encoding", "delimiter") if table.sheets else ("sheet",):
            del self.fields[name]

    def reading(self):
        return {name: self.cleaned_data.get(name, "") for name in ("encoding", "delimiter", "sheet")}


class ColumnsForm(forms.Form):
    """A field for each column of the list, and what goes for all of its organisations."""

    disciplines = forms.ModelMultipleChoiceField(
        label=_("Disciplines of all these organisations"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    state = forms.ChoiceField(
        label=_("New and changed profiles"),
        choices=((DRAFTS, _("stay drafts, to look at first")), (PUBLISH, _("are published at once"))),
        widget=forms.RadioSelect,
        initial=DRAFTS,
    )
    map_name = forms.CharField(
        label=_("Remember these columns as"),
        max_length=80,
        required=False,
        help_text=_("A name, for example “Subsidies of the City”. Next year's list is then recognised by itself."),
    )

    def __init__(self, *args, run, table, may_publish, **kwargs):
        super().__init__(*args, **kwargs)
        self.heads = table.heads
        self.fields["disciplines"].queryset = Discipline.objects.in_locale(run.directory.locale)
        self.fields["disciplines"].initial = run.discipline_ids
        self.fields["state"].initial = PUBLISH if run.publishes else DRAFTS
        if not may_publish:
            del self.fields["state"]
        for position, head in enumerate(table.heads):
            guessed = run.columns.get(head, "")
            self.fields[f"column-{position}"] = forms.ChoiceField(
                label=head,
                choices=_field_choices(),
                required=False,
                initial=guessed,
                help_text=_group_of(self.data.get(f"column-{position}", guessed)),
            )

    @property
    def columns(self):
        """The bound fields of the columns, in the order of the file."""
        return [self[f"column-{position}"] for position in range(len(self.heads))]

    def clean(self):
        super().clean()
        chosen = {}
        for position, head in enumerate(self.heads):
            name = self.cleaned_data.get(f"column-{position}")
            if name and name in chosen.values():
                sentence = _("Another column is “%(label)s” already. Choose one of the two.")
                self.add_error(f"column-{position}", sentence % {"label": BY_FIELD[name].label})
            elif name:
                chosen[head] = name
        if "title" not in chosen.values():
            self.add_error(None, _("Say which column has the names of the organisations."))
        self.cleaned_data["columns"] = chosen

    def save(self, run):
        """Put what was chosen into ``run``, and remember the columns where a name is given."""
        data = self.cleaned_data
        run.columns = data["columns"]
        run.discipline_ids = [each.pk for each in data["disciplines"]]
        run.publishes = data.get("state") == PUBLISH
        run.save(update_fields=["columns", "discipline_ids", "publishes"])
        if data["map_name"]:
            ColumnMap.objects.update_or_create(name=data["map_name"], defaults={"columns": run.columns})


def _field_choices():
    """The fields in groups that say who sees them."""
    public = [(column.field, column.label) for column in COLUMNS if column.is_public]
    private = [(column.field, column.label) for column in COLUMNS if not column.is_public and column.field != "key"]
    return [
        ("", _("— leave this column out —")),
        (_("Shown on the site"), public),
        (_("For the editors only"), private),
        (_("To find the profile again; is not kept"), [("key", BY_FIELD["key"].label)]),
    ]


def _group_of(name):
    return next((group for group, fields in _field_choices()[1:] if name in dict(fields)), "")


class MapForm(forms.ModelForm):
    """Another name for a saved column map."""

    class Meta:
        model = ColumnMap
        fields = ["name"]
        error_messages = {
            "name": {
                "required": _("Give the columns a name."),
                "unique": _("Other columns have this name already. Choose another name."),
            }
        }
