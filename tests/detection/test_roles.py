"""What a reply does: only an answer may take a question off the list of unanswered ones."""

import pytest

from wagtail_peersupport.detection.engine import CueEngine
from wagtail_peersupport.detection.types import Context, Role

ENGINE = CueEngine()

HELPER = Context(is_reply=True, in_thread=True, parent_by_asker=True)
ASKER = Context(is_reply=True, in_thread=True, by_asker=True)
AUTHOR = Context(is_reply=True, in_thread=True, parent_by_asker=True, by_author=True)

ASKS_AND_ANSWERS = (
    "Have you looked at the label? It says 30 degrees, so does the guide, and I do mine with the "
    "delicates, where it has kept its colour for two years."
)
ANSWERS = [
    "Wash it cold and hang it up, mine is fine after two years.",
    "Try cold water.",
    "https://example.com/care",
    "No.",
    "Yes, it does",
    "You can change it under your account, second tab.",
    "The sleeves of mine were the same length as the body.",
    ASKS_AND_ANSWERS,
    "Nimm kaltes Wasser und häng es auf, dann passiert nichts.",
    "Il suffit de laver à froid.",
    "Puedes cambiarla en tu cuenta.",
    "It works with rye flour, but use a third more water",
    "Works for me if you restart it first.",
    "It works on Firefox.",
    "Did the trick for me: soak it overnight in cold water.",
    "Bei mir hat es mit Roggenmehl geklappt, aber nimm mehr Wasser",
    "Ça marche avec de la farine de seigle, mais mets plus d'eau",
    "Funciona con harina de centeno, pero pon más agua",
    "Thanks for asking! You can change it in your account, on the second tab.",
    "Einmal nass machen und flach trocknen lassen. Ging bei mir so halb.",
    "Oui, l'échange est gratuit, taille ou modèle, on la rend ou on la demande.",
]
CLARIFICATIONS = [
    "Which size did you order?",
    "What does the label say?",
    "Hast du die Rechnung noch?",
    "Quelle taille avez-vous commandée ?",
    "¿Qué talla pediste?",
]
ME_TOO = [
    "Same here",
    "+1",
    "me too!",
    "Same problem over here.",
    "Geht mir auch so",
    "moi aussi",
    "yo también",
    "Doesn't work with jeans either.",
    "Waiting for the same one",
    "Pareil pour moi, dix jours.",
]
THANKS = [
    "Thanks!",
    "Thank you so much",
    "Thank you Tom, I used cold water and it worked.",
    "That worked",
    "Danke dir",
    "Merci beaucoup",
    "Muchas gracias",
    "Takk!",
]
OTHER = ["lol", "haha", "following", "🙂", "Nice one :)", "hahaha, good question :D", "mdr"]


@pytest.mark.parametrize("text", ANSWERS)
def test_information_by_somebody_else_is_an_answer(text):
    assert ENGINE.analyse(text, HELPER).role is Role.ANSWER


@pytest.mark.parametrize("text", CLARIFICATIONS)
@pytest.mark.parametrize("context", [HELPER, AUTHOR])
def test_a_counter_question_is_a_clarification(text, context):
    assert ENGINE.analyse(text, context).role is Role.CLARIFICATION


@pytest.mark.parametrize("text", ME_TOO)
def test_sharing_the_problem_is_a_me_too(text):
    assert ENGINE.analyse(text, HELPER).role is Role.ME_TOO


@pytest.mark.parametrize("text", THANKS)
@pytest.mark.parametrize("context", [HELPER, ASKER])
def test_thanks_are_no_answer(text, context):
    assert ENGINE.analyse(text, context).role is Role.THANKS


@pytest.mark.parametrize(
    "text",
    [
        "thanks, that worked",
        "It works now!",
        "It works with rye flour now, with a third more water",
        "They came. Fair play.",
        "You're a gem",
        "Läuft wieder, danke",
        "Perfekt, das war es",
        "Ça a marché",
        "Funcionó a la primera",
    ],
)
def test_the_asker_reporting_success_gives_thanks(text):
    assert ENGINE.analyse(text, ASKER).role is Role.THANKS


@pytest.mark.parametrize("text", OTHER)
def test_a_joke_or_an_empty_line_is_nothing(text):
    assert ENGINE.analyse(text, HELPER).role in {Role.OTHER, Role.ME_TOO}


@pytest.mark.parametrize("text", [*ANSWERS, *CLARIFICATIONS, *ME_TOO, *THANKS, *OTHER])
def test_the_askers_own_reply_is_never_an_answer(text):
    assert ENGINE.analyse(text, ASKER).role is not Role.ANSWER


@pytest.mark.parametrize("text", [*ME_TOO, *THANKS, *OTHER, *CLARIFICATIONS])
def test_nothing_of_that_asks_for_support_again(text):
    assert not ENGINE.analyse(text, HELPER).needs_support


def test_the_asker_adding_details_clarifies():
    text = "It is the blue one in size M, bought in the spring."
    assert ENGINE.analyse(text, ASKER).role is Role.CLARIFICATION


def test_thanks_that_still_lack_a_solution_are_no_thanks():
    text = "Thanks, but it still doesn't work, nothing happens."
    assert ENGINE.analyse(text, ASKER).role is Role.CLARIFICATION


def test_the_asker_who_is_still_stuck_says_so_in_few_words():
    assert ENGINE.analyse("It didn't work, still grey.", ASKER).role is Role.CLARIFICATION


def test_the_author_who_thanks_and_informs_answers():
    text = "Thanks for the hint! I have added the measurements to the table above."
    assert ENGINE.analyse(text, AUTHOR).role is Role.ANSWER


def test_a_comment_that_replies_to_nobody_has_no_role():
    assert ENGINE.analyse("Try cold water, it helps.").role is Role.OTHER
