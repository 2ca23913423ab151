"""What the engine understands: which comment needs a response, of what kind."""

import pytest

from wagtail_peersupport.detection.engine import LinearEngine
from wagtail_peersupport.detection.types import Analysis, Context, Kind

ENGINE = LinearEngine()

NEEDS = [
    ("en", "Does it shrink in the dryer?"),
    ("en", "does anyone know if the red one runs small"),
    ("en", "I wonder how you got the print that sharp."),
    ("en", "I can't figure out where to enter the code"),
    ("en", "Lovely post. How do I get the stain out"),
    ("en", "Is there a way to change the address after ordering?? Thanks!"),
    ("en", "The page says https://example.com/?size=l, is that the right size?"),
    ("de", "weiß jemand ob das Hemd einläuft"),
    ("de", "Kann man das auch bei 60 Grad waschen?"),
    ("fr", "quelqu'un sait si la livraison est possible en Suisse"),
    ("fr", "Bonjour, comment faire pour changer la taille ?"),
    ("es", "alguien sabe si encoge al lavarla"),
    ("es", "¿Se puede cambiar la talla?"),
    ("en", "are the sleeves longer on xl or just wider. my arms are the trouble"),
    ("en", "would it be possible to have it left with a neighbour"),
    ("en", "whens the green one back"),
    ("en", "Anyone know if it comes back, or was that a festival thing?"),
    ("de", "Welches Garn nimmst du? Meins reißt immer, weil der Stoff sich dehnt."),
]
PROBLEMS = [
    ("en", "The discount code doesn't work for me."),
    ("en", "Still waiting for my parcel, ordered three weeks ago"),
    ("en", "My order never arrived."),
    ("en", "I get an error when I pay by card"),
    ("de", "Der Gutschein funktioniert nicht, bekomme nur eine Fehlermeldung"),
    ("fr", "Je n'ai toujours rien reçu, le code ne marche pas"),
    ("es", "No me llega el correo y el enlace no funciona"),
    ("en", "The parcel arrived soaked and the box is gone."),
    ("en", "It has a hole at the seam after one week"),
    ("en", "The print is fading already. Not happy."),
    ("en", "You still took the fee. I want my money back."),
    ("en", 'It stops with "timed out waiting for device" on my laptop'),
]
IDEAS = [
    ("en", "It would be nice if you had kids' sizes."),
    ("en", "Please add a filter for organic cotton"),
    ("en", "You should offer gift cards"),
    ("de", "Es wäre schön, wenn es das auch in Grün gäbe"),
    ("fr", "Ce serait bien d'avoir des tailles enfant"),
    ("es", "Estaría bien tener tallas infantiles"),
    ("en", "Please make a version with long sleeves."),
    ("en", "Could you add a filter by size?"),
    ("en", "Would love to see a post about mending socks"),
    ("en", "Any chance of a hoodie in this colour?"),
    ("en", "How about a gift card?"),
    ("en", "I wish you had a shop in Leeds."),
    ("en", "Have you thought about opening on Sundays?"),
    ("en", "Bring back the green one!"),
    ("en", "A film of the press please, with the squeaking."),
    ("de", "Wäre schön wenn es das auch in Blau gäbe"),
    ("de", "Könntet ihr nicht mal Hoodies machen?"),
    ("de", "Wie wäre es mit einem Newsletter?"),
    ("de", "Ich würde mir eine Druckversion wünschen"),
    ("fr", "Vous devriez proposer des cartes cadeaux"),
    ("fr", "Pourquoi ne pas ajouter un index ?"),
    ("fr", "J'aimerais bien voir un article sur les chaussettes."),
    ("fr", "Une version en vert serait top."),
    ("es", "Deberíais vender tarjetas regalo."),
    ("es", "¿Por qué no hacéis un vídeo?"),
    ("es", "Ojalá hubiera una tienda en Madrid."),
    ("es", "¿Qué tal una newsletter?"),
]
PLEAS = [
    "I wonder if you could help me",
    "I would be grateful for any advice",
    "Any help would be much appreciated",
    "Could someone please help me",
    "Könnte mir jemand weiterhelfen",
    "Ich wäre für jeden Tipp dankbar.",
    "Quelqu'un pourrait m'aider",
    "Je serais très reconnaissante pour un conseil.",
    "Agradecería mucho cualquier consejo",
    "Me pregunto si alguien podría ayudarme",
]
NO_NEEDS = [
    "Lovely shirt, isn't it?",
    "Who cares?",
    "That's the point, right?",
    "Why would anyone pay for that?",
    "Hi all, how are you?",
    "Schön, oder?",
    "C'est magnifique, n'est-ce pas ?",
    "Qué bonito, ¿verdad?",
    "Wow?! ?!",
    "Great post, thanks for sharing.",
    "See https://example.com/search?q=shirts",
    "> How do I wash it?\nWith cold water.",
    "<blockquote>Does it shrink?</blockquote>",
    "In PHP: <code>$a ? 1 : 2</code> is fine",
    "How does it smell? No idea, I never smelled a shirt lol.",
    "Are we there yet? lol :)",
    'She said "does anyone know the way?" and laughed.',
    "I have worn mine for ten years.",
    "Yes please!",
    "That would be great, thanks.",
    "Thanks, I am grateful for your help",
    "Glad I could help you",
    "Ich bin dankbar für das Rezept",
    "More of this, please!",
    "You should have seen my face.",
    "They charged me for it, fair enough.",
    '"I cannot print herring out of the air" is going on the fridge.',
    "Das wäre toll!",
    "Schade, dass ich nicht dabei war.",
    "Tu devrais te reposer.",
    "",
    "🙂",
    "???",
]


def analyse(text: str, **context: object) -> Analysis:
    return ENGINE.analyse(text, Context(**{"post_title": "How we print our shirts"} | context))


def is_seen(analysis: Analysis) -> bool:
    """By every reader, or by staff in their list of doubtful ones: not lost, in any case."""
    return analysis.opens_thread or analysis.is_unsure


@pytest.mark.parametrize(("language", "text"), NEEDS)
def test_a_question_is_seen_with_or_without_its_mark(language, text):
    analysis = analyse(text)
    assert is_seen(analysis), analysis
    assert analysis.language == language


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, text in NEEDS if text.endswith("?")]
)
def test_a_plain_question_opens_a_thread_for_every_reader(language, text):
    analysis = analyse(text)
    assert (analysis.kind, analysis.opens_thread) == (Kind.QUESTION, True)


@pytest.mark.parametrize(("language", "text"), [*PROBLEMS, *IDEAS])
def test_a_problem_and_an_idea_are_seen(language, text):
    assert is_seen(analyse(text, language=language))


@pytest.mark.parametrize(
    ("kind", "language", "text"),
    [
        *((Kind.PROBLEM, language, text) for language, text in PROBLEMS),
        *((Kind.IDEA, language, text) for language, text in IDEAS),
    ],
)
def test_a_problem_and_an_idea_have_their_kind(kind, language, text):
    assert analyse(text, language=language).kind is kind


def test_what_is_unsure_opens_no_thread_and_what_is_public_is_not_unsure():
    for __, text in [*NEEDS, *PROBLEMS, *IDEAS]:
        analysis = analyse(text)
        assert not (analysis.is_unsure and analysis.opens_thread)
        assert not (analysis.is_unsure and analysis.is_public)


def test_a_language_without_cues_is_left_to_people():
    analysis = analyse("Когда будет новая футболка?", language="ru")
    assert (analysis.is_public, analysis.is_unsure) == (False, True)


@pytest.mark.parametrize("text", NO_NEEDS)
def test_what_only_looks_like_a_question_opens_no_thread(text):
    analysis = analyse(text)
    assert not analysis.needs_support, analysis.reasons
    assert not analysis.opens_thread


def test_praise_is_told_from_a_remark():
    assert analyse("What a beautiful post, I love it.").kind is Kind.PRAISE
    assert analyse("My neighbour has one of those too.").kind is Kind.REMARK


def test_reasons_name_what_was_read_strongest_first():
    analysis = analyse("Does anyone know where it is sold?")
    assert analysis.reasons[0] == "ends in a question mark"
    assert 'asks: "does anyone"' in analysis.reasons


def test_a_question_without_its_mark_shows_its_words():
    assert analyse("does anyone know if it is cotton").reasons[0].startswith("asks")


@pytest.mark.parametrize("hint", ["de", "de-CH", "DE"])
def test_the_language_of_the_page_is_a_hint(hint):
    assert analyse("ok", language=hint).language == "de"


def test_a_reader_may_write_in_another_language_than_the_page():
    text = "Quelqu'un sait où est la facture de ma commande ?"
    assert analyse(text, language="en").language == "fr"


def test_a_language_without_cues_keeps_the_hint_and_the_question_mark():
    analysis = analyse("Когда будет новая футболка?", language="ru")
    assert (analysis.language, analysis.needs_support) == ("ru", True)


def test_the_authors_own_question_to_an_asker_needs_no_support():
    for role in ("by_author", "by_staff"):
        asked = analyse(
            "Which browser do you use?",
            is_reply=True,
            in_thread=True,
            parent_by_asker=True,
            **{role: True},
        )
        assert not asked.needs_support


def test_a_counter_question_to_the_asker_needs_no_support():
    asked = analyse(
        "Is there a number on the label?", is_reply=True, in_thread=True, parent_by_asker=True
    )
    assert not asked.needs_support


def test_a_reader_may_ask_under_a_plain_remark():
    assert analyse("Where did you buy it?", is_reply=True).opens_thread


@pytest.mark.parametrize("is_reply", [False, True])
@pytest.mark.parametrize("text", PLEAS)
def test_who_asks_for_help_is_heard_even_under_a_plain_remark(text, is_reply):
    assert analyse(text, is_reply=is_reply).opens_thread


def test_the_asker_needs_strong_evidence_to_ask_anew():
    context = {"is_reply": True, "in_thread": True, "by_asker": True}
    assert not analyse("It is the blue one, maybe?", **context).needs_support
    assert analyse("Does anyone know if there is a way to return it?", **context).needs_support


def test_the_asker_who_is_not_done_is_for_staff_to_see():
    context = {"is_reply": True, "in_thread": True, "by_asker": True}
    again = analyse("I tried that, it still doesn't work. What else could it be", **context)
    assert (again.needs_support, again.is_unsure) == (False, True)


def test_who_calls_everybody_asks_anew_even_below_the_asker():
    words = "Something else: does anyone know where to get the grey one?"
    assert analyse(words, is_reply=True, in_thread=True, parent_by_asker=True).opens_thread


def test_what_is_urgent_is_no_longer_doubtful():
    calm, urgent = analyse("You sent one twice."), analyse("You charged me twice. I want a refund!")
    assert urgent.urgency
    assert urgent.opens_thread
    assert not calm.opens_thread


def test_links_are_noticed():
    assert analyse("see https://example.com").has_link
    assert not analyse("see you").has_link


def test_the_same_comment_is_always_understood_the_same():
    text = "How do I wash it? Mine is broken, please add a manual."
    assert LinearEngine().analyse(text) == ENGINE.analyse(text)


@pytest.mark.parametrize(
    "text",
    [
        "?" * 5000,
        "Why? " * 5000,
        "No idea. " * 5000,
        "<" * 5000,
        "a" * 20000,
        "how do i " * 2000,
        '"' * 3000,
    ],
)
def test_a_hostile_comment_is_read_all_the_same(text):
    assert 0 <= ENGINE.analyse(text).score <= 1
