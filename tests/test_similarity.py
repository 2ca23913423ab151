"""Which texts ask the same."""

from wagtail_peersupport.similarity import Corpus, repeats

QUESTIONS = [
    "Do you ship to Norway?",
    "How do I get a red wine stain out of white cotton?",
    "do you deliver to norway too",
    "Is the gift card valid for a whole year?",
    "Do you ship to Norway by now, or only to Sweden?",
    "When do the hooded ones come back in green?",
    "red wine stains on white cotton, how to remove",
    "My parcel says delivered, but nobody rang.",
]


def test_what_asks_the_same_is_most_similar():
    corpus = Corpus(QUESTIONS)
    found = corpus.similar("shipping costs to Norway")
    assert {index for index, _ in found[:3]} == {0, 2, 4}
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_the_same_text_is_wholly_similar():
    (index, score), *_ = Corpus(QUESTIONS).similar(QUESTIONS[3])
    assert index == 3
    assert 0.999 < score <= 1


def test_typing_errors_and_accents_are_forgiven():
    corpus = Corpus(["Où est passée ma commande ?", "La couleur déteint au lavage"])
    assert corpus.similar("ou est passe ma comande")[0][0] == 0


def test_limit_and_threshold_hold():
    corpus = Corpus(["where is my parcel"] * 9)
    assert [index for index, _ in corpus.similar("my parcel", limit=3)] == [0, 1, 2]
    assert corpus.similar("quite another matter", threshold=0.5) == []


def test_nothing_is_similar_to_nothing():
    assert Corpus([]).similar("anything") == []
    assert Corpus(QUESTIONS).similar("") == []
    assert Corpus(["", "?"]).similar("?") == []


def test_repeated_questions_are_grouped_biggest_group_first():
    assert repeats(QUESTIONS) == [(0, 2, 4), (1, 6)]


def test_unlike_questions_make_no_group():
    assert repeats([QUESTIONS[index] for index in (0, 1, 3, 5, 7)]) == []
    assert repeats([]) == []


def test_a_text_is_in_one_group_only():
    groups = repeats([f"how do I wash the {colour} shirt" for colour in ("red", "blue", "blue")])
    members = [index for group in groups for index in group]
    assert len(members) == len(set(members))


def test_scripts_without_spaces_are_compared_too():
    assert Corpus(["送料はいくらですか", "色は何色ですか"]).similar("送料はいくら")[0][0] == 0
