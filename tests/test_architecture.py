"""The shape of the code: who may import whom, house numbers, migrations that match the models."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template

import cultuurraad_wagtail

PACKAGE = Path(cultuurraad_wagtail.__file__).parent
ROOT = Path(__file__).resolve().parent.parent
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted(PACKAGE.rglob("*.html"))


def name_of(path):
    return str(path.relative_to(PACKAGE))


def functions_of(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def test_imports_point_down():
    # In a process of its own: it turns off the loggers of the one in which it runs.
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    linted = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True)

    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_says_what_it_is_and_stays_readable(path):
    source = path.read_text(encoding="utf-8")
    lines = source.count("\n")

    assert lines <= 400
    assert [f.name for f in functions_of(path) if f.end_lineno - f.lineno + 1 > 60] == []
    assert lines == 0 or ast.get_docstring(ast.parse(source)), "a module begins with a docstring"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_stays_readable(path):
    assert path.read_text(encoding="utf-8").count("\n") <= 120


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_compiles(path):
    assert get_template(str(path.relative_to(PACKAGE / "templates"))) is not None


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("includes/*.html")), ids=name_of)
def test_include_opens_with_its_variables(path):
    assert re.match(r"\{# Variables: .+", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_has_no_inline_script_style_or_handler(path):
    """The pages work under ``Content-Security-Policy: default-src 'self'``."""
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", source) == []


@pytest.mark.parametrize("path", [*TEMPLATES, *sorted(PACKAGE.rglob("static/**/*.css"))], ids=name_of)
def test_public_files_load_nothing_from_elsewhere(path):
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"(?:src|<link[^>]+href)=\"(?:https?:)?//|url\(\s*['\"]?(?:https?:)?//|@import", source) == []


@pytest.mark.django_db
def test_migrations_match_the_models():
    call_command("makemigrations", "cultuurraad_wagtail", check_changes=True, dry_run=True, verbosity=1)


def test_migrations_name_no_model_of_the_host():
    """A site may have its own image, document and user model."""
    for path in sorted((PACKAGE / "migrations").glob("0*.py")):
        source = path.read_text(encoding="utf-8")
        assert re.findall(r"to=['\"](?:wagtailimages\.image|wagtaildocs\.document|auth\.user)['\"]", source) == []
        assert "('wagtailimages', " not in source
        assert "('wagtaildocs', " not in source
