"""What a test needs of the machine. Where it is missing the test is skipped and says why; in CI it fails."""

import os
import shutil

import pytest

IN_CI = os.environ.get("CI") == "true"


def missing(reason):
    """Skip, or fail in CI: there a skipped test would hide that nothing was tested."""
    if IN_CI:
        pytest.fail(f"{reason} In CI this is a failure.")
    pytest.skip(reason)


def folder(variable, reason):
    """The path of the folder that the environment's ``variable`` names; ``reason`` says what it is for."""
    path = os.environ.get(variable, "")
    return path if path and os.path.isdir(path) else missing(f"{variable} names no folder. {reason}")


def program(*names):
    """The path of the first of ``names`` that is installed."""
    for name in names:
        if path := shutil.which(name):
            return path
    return missing(f"None of these programs is installed: {', '.join(names)}.")
