"""Labelled comments in files: what is read, and what is said of a line that can't be."""

import gzip

import pytest

from wagtail_peersupport.training.lines import BadLine, by_post, read_lines


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_a_line_may_hold_no_more_than_a_text_and_its_label(tmp_path):
    (line,) = read_lines(write(tmp_path / "a.jsonl", '{"text": "Does it run?", "label": 1}'))
    assert (line.id, line.text, line.needs, line.post) == ("1", "Does it run?", True, "")


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path):
    path = write(tmp_path / "a.jsonl", '{"text": "one\u2028two", "label": 0}')
    assert [line.text for line in read_lines(path)] == ["one\u2028two"]


def test_a_compressed_file_is_read_as_well(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "Hi", "label": 0}\n'))
    assert [line.text for line in read_lines(path)] == ["Hi"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("{", "a.jsonl, line 2: this is no JSON object"),
        ("[1]", 'a.jsonl, line 2: a line needs a "text"'),
        ('{"label": 1}', 'a.jsonl, line 2: a line needs a "text"'),
        ('{"text": "Hi", "label": 2}', '"needs_support" (or "label") must be 0 or 1, not 2'),
        ('{"text": "Hi", "label": 1, "kind": "query"}', '"kind" must be one of question, problem'),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong(tmp_path, raw, said):
    path = write(tmp_path / "a.jsonl", '{"text": "Hi", "label": 0}', raw)
    with pytest.raises(BadLine) as caught:
        read_lines(path)
    assert said in str(caught.value)


def test_the_comments_of_a_post_stay_together_and_texts_alone_stay_alone(tmp_path):
    path = write(
        tmp_path / "a.jsonl",
        '{"text": "1", "label": 0, "post": "Mugs"}',
        '{"text": "2", "label": 0}',
        '{"text": "3", "label": 0, "post": "Mugs"}',
    )
    found = [[line.text for line in post] for post in by_post(read_lines(path))]
    assert sorted(found) == [["1", "3"], ["2"]]
