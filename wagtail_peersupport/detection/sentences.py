"""Where sentences end in text that people type in a hurry."""

import re

# No split after these, nor after a single letter ("e. g.") or a list number ("2.").
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st vs etc eg ie no nr ca approx incl inkl bzw usw evtl ggf vgl str tel max "
    "min mme mlle sr sra ud uds pag núm ej cf resp zb".split()
)
_QUOTED_SPAN = re.compile(r"[\"“”„«‹]([^\"“”„«»‹›\n]{1,160})[\"“”»›]")
_MASKS = {".": "\ue000", "!": "\ue001", "?": "\ue002", "…": "\ue003"}
_MASK = str.maketrans(_MASKS)
_UNMASK = str.maketrans({mask: mark for mark, mask in _MASKS.items()})
# Starts with the marks themselves, so that the search jumps from mark to mark.
_END = re.compile(
    r"[.!?…\u061f\uff1f\u3002:;](?:"
    r"(?<![:;])(?<!<.)[.!?…\u061f\uff1f\u3002]*+[\"'”’»)\]]*+(?=\s|$)"
    r"|(?<=[a-zà-ÿ][!?])[!?]*+(?=[A-ZÀ-Þ¿¡])"
    r"|(?<=[\uff1f\u3002])"
    r"|(?<=\s[:;])[-']?[)(DpP](?=\s+[A-ZÀ-Þ¿¡]))"
)
_LAST_WORD = re.compile(r"(\w+)\.$")
_LONGEST_ABBREVIATION = 8
_LONG_SPEECH_SPACES = 4
_SEPARATE_MARK = re.compile(r"\.?\s+([?!]+)(?=\s|$)")
_SOFT_BREAK = re.compile(r"(?<=[\w,;])[ \t]*\n(?=[ \t]*[a-zà-ÿ(])")


def split(text: str) -> tuple[str, ...]:
    """Sentences in order, white space folded. Quoted speech is kept in one piece."""
    text = _QUOTED_SPAN.sub(lambda span: span.group().translate(_MASK), text)
    found: list[str] = []
    for line in _SOFT_BREAK.sub(" ", text).splitlines():
        # Some write "like this ?", and French always does.
        found += _split_line(_SEPARATE_MARK.sub(r"\1", line))
    return tuple(" ".join(sentence.translate(_UNMASK).split()) for sentence in found)


def without_quoted_speech(sentence: str) -> str:
    """The sentence without what somebody else says in it: it asks and reports nothing.

    That is a quoted span with a "?" inside, or a long one that the sentence starts with. Others
    stay, because people quote what their machine says.
    """
    return _QUOTED_SPAN.sub(lambda span: "…" if _is_speech(span) else span.group(), sentence)


def _is_speech(span: re.Match[str]) -> bool:
    starts = not span.string[: span.start()].strip()
    return "?" in span.group(1) or (starts and span.group(1).count(" ") >= _LONG_SPEECH_SPACES)


def _split_line(line: str) -> list[str]:
    found: list[str] = []
    start = 0
    for end in _END.finditer(line):
        if end.group() == "." and _is_abbreviation(line, start, end.end()):
            continue
        found.append(line[start : end.end()])
        start = end.end()
    found.append(line[start:])
    return [sentence for sentence in found if any(map(str.isalnum, sentence)) or "?" in sentence]


def _is_abbreviation(line: str, start: int, end: int) -> bool:
    word = _LAST_WORD.search(line, max(start, end - _LONGEST_ABBREVIATION), end)
    if not word:
        return False
    last = word.group(1).casefold()
    is_list_number = last.isdigit() and not line[start : word.start()].strip()
    return is_list_number or last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha())
