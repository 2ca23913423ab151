"""Does what a text says: takes the blocks of a README section and puts them where they belong."""

import re
import textwrap
from dataclasses import dataclass

COMMAND = "python manage.py "


@dataclass(frozen=True)
class Block:
    """A fenced block. Its first line says which file it goes into and where: ``# FILE, PLACE``."""

    language: str
    text: str

    @property
    def commands(self):
        """What follows the prompt, line by line; none in a block of code."""
        lines = self.text.splitlines() if self.language == "console" else []
        return [line.removeprefix("$ ") for line in lines]

    def apply(self, project):
        """Write the block into its file below ``project``. Raises LookupError where it can't."""
        heading, __, lines = self.text.partition("\n")
        found = re.fullmatch(r"(?:#|\{#) ([\w/.]+), (.+?)(?: #\})?", heading)
        if not found:
            raise LookupError(f"This says no file and place: {heading}")
        path = project / found[1]
        path.write_text(insert(path.read_text(), lines, found[2]))


def section(readme, title):
    """The text below the heading ``## title``, up to the next heading of that level."""
    __, found, rest = readme.partition(f"\n## {title}\n")
    if not found:
        raise LookupError(f"There is no section {title!r}.")
    return rest.partition("\n## ")[0]


def blocks(text):
    return [Block(*found) for found in re.findall(r"^```(\S+)\n(.*?)^```$", text, re.M | re.S)]


def manage_commands(text):
    """What a section says to run with manage.py, each as a list of words."""
    commands = [command for block in blocks(text) for command in block.commands]
    return [line.removeprefix(COMMAND).split() for line in commands if line.startswith(COMMAND)]


def follow(text, project):
    """Apply all blocks of a section that go into files."""
    for block in blocks(text):
        if not block.commands:
            block.apply(project)


def insert(old, new, place):
    """``old`` with ``new`` at a place that is described in words."""
    lines = old.splitlines(keepends=True)
    new = new.rstrip("\n") + "\n"
    if place == "at the end":
        return f"{old}\n{new}"
    if place == "where the comments shall stand":
        last = max(number for number, line in enumerate(lines) if "{% endblock %}" in line)
        return "".join([*lines[:last], new, *lines[last:]])
    word, __, rest = place.partition(" ")
    if word in {"above", "below"}:
        at = _line(lines, rest) + (word == "below")
        return "".join([*lines[:at], new, *lines[at:]])
    if place.startswith("instead of "):
        return _replace(lines, new, place.removeprefix("instead of ").split(" and "))
    if place.startswith("in class "):
        return _in_class(lines, new, place.removeprefix("in "))
    raise LookupError(f"Where is {place!r}?")


def _line(lines, text):
    for number, line in enumerate(lines):
        if text in line:
            return number
    raise LookupError(f"No line holds {text!r}.")


def _replace(lines, new, texts):
    first = min(_line(lines, text) for text in texts)
    kept = [line for line in lines[first:] if not any(text in line for text in texts)]
    return "".join([*lines[:first], new, *kept])


def _in_class(lines, new, heading):
    start = _line(lines, heading)
    inside = (n for n in range(start + 1, len(lines)) if lines[n][0] not in " \n")
    end = next(inside, len(lines))
    body = textwrap.indent(textwrap.dedent(new), "    ")
    return "".join([*lines[:end], "\n", body, "\n", *lines[end:]])
