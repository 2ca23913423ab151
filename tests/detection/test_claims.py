import pytest

from wagtail_peersupport.detection.claims import Claim, claims_of
from wagtail_peersupport.detection.engine import LinearEngine
from wagtail_peersupport.detection.types import Context

CLAIMS = [
    ("Shipping to Norway costs 9.50 €.", {Claim.PRICE}),
    ("It's $36 plus tax.", {Claim.PRICE}),
    ("Der Versand kostet 4,90 Euro.", {Claim.PRICE}),
    ("La livraison est à 5 euros.", {Claim.PRICE}),
    ("The green one will be back on 3 March.", {Claim.DATE}),
    ("They ship within 3 days.", {Claim.DATE}),
    ("Der graue kommt nächste Woche wieder.", {Claim.DATE}),
    ("Elle sera disponible la semaine prochaine.", {Claim.DATE}),
    ("El paquete llega en 5 días.", {Claim.DATE}),
    ("There is a two-year warranty on the print.", {Claim.GUARANTEE}),
    ("Auf den Druck gibt es Garantie.", {Claim.GUARANTEE}),
    ("Send it back and you get a refund.", {Claim.REFUND}),
    ("Du bekommst dein Geld zurück.", {Claim.REFUND}),
    ("Ils vont te rembourser.", {Claim.REFUND}),
    (
        "You get your money back within 14 days, they'll deliver 20 € as a voucher.",
        {Claim.PRICE, Claim.DATE, Claim.REFUND},
    ),
]
NOTHING = [
    "I paid 5 € for mine.",
    "Does it cost 5 €?",
    "It cost me 30 dollars at the fair.",
    "Ich habe 36 Euro bezahlt.",
    "J'ai payé 30 euros.",
    "Wash it at 30 degrees, inside out.",
    "Size up. The cotton shrinks about half a size in the first wash.",
    "I got a refund.",
    "Write to the bank and ask them for your money back.",
    "Frag doch nach einer Erstattung.",
    "We met on 3 March.",
    "Take the M, it will fit.",
]


@pytest.mark.parametrize(("sentence", "claims"), CLAIMS)
def test_what_only_the_site_can_say_is_a_claim(sentence, claims):
    assert {claim for claim, __ in claims_of([sentence])} == claims


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_readers_know_themselves_is_none(sentence):
    assert claims_of([sentence]) == ()


def test_the_sentence_says_what_is_claimed_in_a_few_words():
    long = "It costs 5 € " + "and so on " * 20
    [(claim, words)] = claims_of(["Look here.", long])
    assert claim == Claim.PRICE
    assert words.startswith("It costs 5 €")
    assert len(words) <= 80


@pytest.fixture(scope="module")
def engine():
    return LinearEngine()


def test_only_answers_by_readers_claim_anything(engine):
    text = "Shipping to Norway costs 9.50 €, just put it into the basket."
    below = {"in_thread": True, "is_reply": True, "question": "Do you ship to Norway?"}
    assert engine.analyse(text, Context(**below)).claims
    assert not engine.analyse(text, Context(**below, by_staff=True)).claims
    assert not engine.analyse(text, Context(**below, by_author=True)).claims
    assert not engine.analyse(text, Context(**below, by_asker=True)).claims
