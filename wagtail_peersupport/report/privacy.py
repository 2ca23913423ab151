"""What a page that will be shared must not carry: e-mail addresses, wherever they stand."""

import re

# Bounded repetition: a hostile text must not make the search slow.
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
INSTEAD = "[e-mail address]"


def without_addresses(text: str) -> str:
    """The text with every e-mail address replaced by a word that says so."""
    return ADDRESS.sub(INSTEAD, text)
