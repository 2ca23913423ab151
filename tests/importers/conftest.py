"""What the tests of the import share."""

import pytest

from tests.importers.writing import wxr


@pytest.fixture
def write(tmp_path):
    """Writes an export: ``write(item(…), item(…))``."""

    def write(*items):
        path = tmp_path / "export.xml"
        path.write_text(wxr(*items), encoding="utf-8")
        return path

    return write
