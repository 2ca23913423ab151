"""How far a command is: a bar on a terminal, a few plain lines elsewhere."""

from typing import Any

BAR = 24
STEPS = 10


class Progress:
    """``progress(done)`` shows how much of ``total`` is done; ``out`` is a command's stderr.

    On a terminal one line is drawn over and over, and wiped by :meth:`close`; elsewhere, where
    lines are kept, there is one for every tenth.
    """

    def __init__(self, out: Any, label: str, total: int) -> None:
        self._out = out
        self._label = label
        self._total = total
        self._shown = ""
        self._is_terminal = out.isatty()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __call__(self, done: int) -> None:
        share = min(done / self._total, 1.0) if self._total else 1.0
        count = f"{done:,} of {self._total:,}"
        if self._is_terminal:
            filled = round(share * BAR)
            self._show(f"\r{self._label} [{'#' * filled}{'.' * (BAR - filled)}] {count}", share)
        else:
            self._show(f"{self._label}: {count}\n", int(share * STEPS))

    def close(self) -> None:
        if self._is_terminal and self._shown:
            self._write("\r\x1b[K")

    def _show(self, line: str, step: float) -> None:
        # Nothing is drawn twice for the same step: a slow terminal must not slow the work down.
        if self._shown != f"{step:.3f}":
            self._shown = f"{step:.3f}"
            self._write(line)

    def _write(self, text: str) -> None:
        self._out.write(text, style_func=str, ending="")
        self._out.flush()
