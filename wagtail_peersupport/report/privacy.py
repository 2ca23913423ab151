"""What a page that will be shared must not carry: e-mail addresses, wherever they stand."""

import re

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
INSTEAD = "[e-mail address]"


def without_addresses(text: str) -> str:
    """The text with every e-mail address replaced by a word that says so."""
    return ADDRESS.sub(INSTEAD, text)
