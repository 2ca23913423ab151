"""How a hint says what to type: where it goes, then lines that can be copied as they stand."""


def paste(where: str, *lines: str) -> str:
    return "\n".join([f"{where}:", "", *lines, ""])
