"""The project as somebody gets it who installs it: wheel and source archive, unpacked."""

import subprocess
import sys
import tarfile
import zipfile

from tests.documentation import ROOT


def wheel(folder, source=ROOT):
    """Builds the wheel of a source tree into ``folder``; returns the archive."""
    return _built("wheel", folder, source, "*.whl")


def unpacked_wheel(folder, source=ROOT):
    with zipfile.ZipFile(wheel(folder, source)) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def unpacked_sdist(folder):
    with tarfile.open(_built("sdist", folder, ROOT, "*.tar.gz")) as archive:
        # Python 3.11.2, which Debian 12 has, knows no filters.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder / "unpacked")
    (inside,) = (folder / "unpacked").iterdir()
    return inside


def _built(target, folder, source, pattern):
    build = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory"]
    subprocess.run([*build, folder], cwd=source, check=True, capture_output=True)
    (path,) = folder.glob(pattern)
    return path
