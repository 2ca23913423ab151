"""What a reply does: only an answer may take a question off the list of unanswered ones."""

from dataclasses import replace

import pytest

from wagtail_peersupport.detection.engine import LinearEngine
from wagtail_peersupport.detection.types import Context, Role

ENGINE = LinearEngine()

QUESTION = "<p>Mine came up short in the sleeves after one wash. Does the navy one shrink?</p>"
HELPER = Context(is_reply=True, in_thread=True, parent_by_asker=True, question=QUESTION)
ASKER = Context(is_reply=True, in_thread=True, by_asker=True)
AUTHOR = Context(is_reply=True, in_thread=True, parent_by_asker=True, by_author=True)
STAFF = Context(is_reply=True, in_thread=True, parent_by_asker=True, by_staff=True)

ASKS_AND_ANSWERS = (
    "Have you looked at the label? It says 30 degrees, so does the guide, and I do mine with the "
    "delicates, where it has kept its colour for two years."
)
ANSWERS = [
    "Wash it cold and hang it up, mine is fine after two years.",
    "Try cold water.",
    "Cold, inside out, and never in the dryer.",
    "They had some two years ago, in blue and in grey.",
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
OTHER = [
    "lol",
    "haha",
    "following",
    "🙂",
    "Nice one :)",
    "hahaha, good question :D",
    "mdr",
    "Santa prints at low tide as well, have faith",
    "The people already have forty tote bags each",
    "Twenty since this morning. Don't tell my wife",
    "1986 was a good year for gyms in fairness",
    "...no",
]
CLUELESS = [
    "No idea, sorry",
    "I don't know, I never looked at that.",
    "No clue whether the navy one shrinks, sorry.",
    "I wish I knew, tell me if you find out",
    "Keine Ahnung, tut mir leid, sag Bescheid, wenn du es weißt",
    "Weiß ich leider auch nicht, ich habe nur das rote.",
    "Aucune idée, désolé",
    "Je ne sais pas du tout, dis-moi si tu trouves",
    "Ni idea, lo siento mucho",
    "No lo sé, avísame si lo descubres",
]


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


@pytest.mark.parametrize("text", CLUELESS)
@pytest.mark.parametrize("context", [HELPER, STAFF])
def test_who_does_not_know_has_not_answered(text, context):
    assert ENGINE.analyse(text, context).role is Role.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "No idea about the red one. The navy one came out as it went in, in length and in width.",
        "I don't know about wool, but cold water worked for me.",
        "Keine Ahnung, aber hier steht es: https://example.com/care",
    ],
)
def test_who_does_not_know_and_helps_all_the_same_has_answered(text):
    assert ENGINE.analyse(text, HELPER).role is Role.ANSWER


@pytest.mark.parametrize(
    ("question", "text", "role"),
    [
        ("Does the navy one shrink?", "The sleeves did, by a little.", Role.OTHER),
        ("Do the sleeves shrink?", "The sleeves did, by a little.", Role.ANSWER),
        ("How are you shipping to Norway?", "Everything there goes by ship or lorry.", Role.ANSWER),
        ("How wide is it?", "It has 56 across the chest.", Role.ANSWER),
        ("When is it back?", "They said it would be Thursday.", Role.ANSWER),
        ("When is it back?", "They said it would be cheaper.", Role.OTHER),
        ("Wann kommt der Pulli wieder?", "Die Pullis sind immer schnell weg.", Role.ANSWER),
        ("", "The sleeves did, by a little.", Role.OTHER),
    ],
)
def test_few_words_of_a_peer_answer_if_they_are_to_the_point(question, text, role):
    assert ENGINE.analyse(text, replace(HELPER, question=question)).role is role


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Does it shrink?", Role.ANSWER),
        ("Geht das auch bei 60 Grad?", Role.ANSWER),
        ("How do I get it out?", Role.OTHER),
        ("Où est la facture ?", Role.OTHER),
        ("My parcel never arrived.", Role.OTHER),
        ("", Role.OTHER),
    ],
)
def test_a_mere_no_answers_only_what_can_be_answered_by_it(question, role):
    assert ENGINE.analyse("No.", replace(HELPER, question=question)).role is role


def test_a_mere_no_to_another_helper_answers_nothing():
    elsewhere = replace(HELPER, parent_by_asker=False)
    assert ENGINE.analyse("No.", elsewhere).role is Role.OTHER


@pytest.mark.parametrize("context", [STAFF, AUTHOR])
@pytest.mark.parametrize("text", ["Done.", "Not this year.", "Great idea, we will do it soon."])
def test_staff_and_the_author_answer_in_few_words(text, context):
    assert ENGINE.analyse(text, context).role is Role.ANSWER


@pytest.mark.parametrize("text", ["haha", "Lovely photos!", "Thank you!", "Which one is it?"])
def test_staff_who_joke_thank_or_ask_have_not_answered(text):
    assert ENGINE.analyse(text, STAFF).role is not Role.ANSWER


@pytest.mark.parametrize("text", [*ANSWERS, *CLARIFICATIONS, *ME_TOO, *THANKS, *OTHER, *CLUELESS])
def test_the_askers_own_reply_is_never_an_answer(text):
    assert ENGINE.analyse(text, ASKER).role is not Role.ANSWER


@pytest.mark.parametrize("text", [*ME_TOO, *THANKS, *OTHER, *CLUELESS, *CLARIFICATIONS])
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
