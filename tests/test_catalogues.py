"""The German, French, Spanish and Dutch words: all there, all right, and shown."""

import ast
import gettext
import html
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import timezone, translation
from django.utils.html import strip_tags
from wagtail.models import Locale

import wagtail_peersupport
from tests.keeping import kept
from wagtail_peersupport import comments
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.templatetags.peersupport_words import ago

PACKAGE = Path(wagtail_peersupport.__file__).parent
LOCALES = PACKAGE / "locale"
#: How many forms a word has by number: Spanish has one of its own for millions.
FORMS = {"de": 2, "fr": 2, "es": 3, "nl": 2}
LANGUAGES = list(FORMS)
SINGULAR = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


# The catalogues ----------------------------------------------------------------------------------


class Entry:
    """One entry of a .po file: its fields (``msgid``, ``msgstr[0]``, …), unquoted."""

    def __init__(self, block):
        self.is_fuzzy = re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE) is not None
        self.fields, field = {}, ""
        for line in block.splitlines():
            name, quote, text = line.partition('"')
            if line.startswith("#") or not quote:
                continue
            field = name.strip() or field
            self.fields[field] = self.fields.get(field, "") + ast.literal_eval(quote + text)

    @property
    def sources(self):
        return [text for name, text in self.fields.items() if name.startswith("msgid")]

    @property
    def translations(self):
        return [text for name, text in self.fields.items() if name.startswith("msgstr")]

    @property
    def key(self):
        return self.fields.get("msgctxt"), self.fields["msgid"]


def blocks(language):
    return (LOCALES / language / "LC_MESSAGES/django.po").read_text("utf-8").strip().split("\n\n")


def entries(language):
    """What a .po file translates, without its header."""
    return [Entry(block) for block in blocks(language) if 'msgid ""\nmsgstr ""' not in block]


def compiled(language):
    with (LOCALES / language / "LC_MESSAGES/django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated_and_none_is_a_guess(language):
    assert [e.key for e in entries(language) if e.is_fuzzy or not all(e.translations)] == []
    assert not [block for block in blocks(language) if block.startswith("#~")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_forms(language):
    plurals = [entry for entry in entries(language) if "msgid_plural" in entry.fields]
    assert plurals
    assert {len(entry.translations) for entry in plurals} == {FORMS[language]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kept", [PLACEHOLDER, re.compile(r"<[^>]+>")], ids=["values", "markup"])
def test_translations_keep_placeholders_and_markup(language, kept):
    for entry in entries(language):
        wanted = {tuple(sorted(kept.findall(source))) for source in entry.sources}
        found = {tuple(sorted(kept.findall(text))) for text in entry.translations}
        assert found == wanted, entry.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language):
    written = {}
    for entry in entries(language):
        context, source = entry.key
        key = f"{context}\x04{source}" if context else source
        if "msgid_plural" in entry.fields:
            written |= {(key, number): text for number, text in enumerate(entry.translations)}
        else:
            written[key] = entry.translations[0]
    in_use = dict(compiled(language)._catalog)
    del in_use[""]
    assert in_use == written


# What the code shows -----------------------------------------------------------------------------


def in_python(path):
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
        if name in SINGULAR | PLURAL:
            texts = [text.value for text in call.args if isinstance(text, ast.Constant)]
            context = texts.pop(0) if "pgettext" in name else None
            yield context, texts[0]


def in_template(path):
    nodes = get_template(str(path)).template.nodelist
    for node in nodes.get_nodes_by_type(TranslateNode):
        context = node.message_context.resolve({}) if node.message_context else None
        yield context, str(node.filter_expression.var.literal)
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        context = node.message_context.resolve({}) if node.message_context else None
        yield context, node.render_token_list(node.singular)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_that_is_shown_is_in_the_catalogue(language):
    templates = PACKAGE / "templates"
    shown = {key for path in PACKAGE.rglob("*.py") for key in in_python(path)}
    for path in templates.rglob("*.*"):
        shown |= set(in_template(path.relative_to(templates)))
    assert len(shown) > 200
    assert shown - {entry.key for entry in entries(language)} == set()


# What readers see --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "lengths", "words"),
    [
        ("en", {"hours": 5}, "5 hours ago"),
        ("de", {"minutes": 1}, "vor 1 Minute"),
        ("de", {"hours": 5}, "vor 5 Stunden"),
        ("de", {"days": 3}, "vor 3 Tagen"),
        ("de", {"days": 70}, "vor 2 Monaten"),
        ("de", {"days": 800}, "vor 2 Jahren"),
        ("fr", {"days": 1}, "il y a 1 jour"),
        ("fr", {"days": 800}, "il y a 2 ans"),
        ("es", {"hours": 1}, "hace 1 hora"),
        ("es", {"days": 3}, "hace 3 días"),
        ("nl", {"minutes": 1}, "1 minuut geleden"),
        ("nl", {"days": 70}, "2 maanden geleden"),
    ],
)
def test_time_reads_as_people_say_it(language, lengths, words):
    with translation.override(language):
        said = ago(timezone.now() - timedelta(**lengths))
    assert said.replace("\xa0", " ") == words


def add(post, text, **ages):
    with comments.quietly():
        comment = comments.add(
            post,
            text=text,
            name="Anke",
            email="anke@example.com",
            submit_date=timezone.now() - timedelta(**ages),
        )
    sync_comments([comment.pk], announce=False)


@kept
def german_post(post, blog):
    german = Locale.objects.create(language_code="de")
    blog.copy_for_translation(german, copy_parents=True).save_revision().publish()
    translated = post.copy_for_translation(german)
    translated.title = "Wie wir drucken"
    translated.save_revision().publish()
    add(translated, "Wie wasche ich das Hemd, ohne dass es eingeht?", hours=5)
    add(translated, "Kann mir jemand sagen, wie groß M ausfällt?", days=3)
    return translated


@kept
def german_hub(german_post):
    from wagtail_peersupport.hub.models import SupportHubPage

    home = german_post.get_parent().get_parent()
    return home.add_child(
        instance=SupportHubPage(title="Hilfe", slug="hilfe", locale=german_post.locale)
    )


def ours(response):
    """The words of our part of a page, those for screen readers and on hover included."""
    markup = response.content.decode().partition('class="ps')[2].partition("</main>")[0]
    hidden = re.findall(r'(?:aria-label|placeholder|title)="([^"]*)"', markup)
    # What search engines read has words of its own.
    shown = re.sub(r"<script.*?</script>", "", markup, flags=re.DOTALL)
    visible = strip_tags(shown.replace("<", " <"))
    return " ".join(html.unescape(f"{visible} {' '.join(hidden)}").split())


def english_in(words):
    """Which of our English strings, or their longest parts, still stand among the words."""
    for entry in entries("de"):
        parts = PLACEHOLDER.split(strip_tags(entry.fields["msgid"]))
        source = max(parts, key=len).strip(" .,:?()“”")
        translated = "\n".join(entry.translations)
        if source and source not in translated and re.search(rf"\b{re.escape(source)}\b", words):
            yield source


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["post", "hub", "thread", "empty"])
def test_a_german_page_shows_no_english_words_of_ours(where, german_post, german_hub, client):
    addresses = {
        "post": german_post.url,
        "hub": german_hub.url,
        "empty": f"{german_hub.url}?tab=solved",
    }
    if where == "thread":
        hub = client.get(german_hub.url).content.decode()
        (addresses["thread"],) = re.findall(r'href="([^"]*/hilfe/\d+/wie-[^"]*)"', hub)
    words = ours(client.get(addresses[where]))
    assert "Unbeantwortet" in words
    assert where == "empty" or "vor 5 Stunden" in words
    assert list(english_in(words)) == []


@pytest.mark.django_db
def test_a_french_page_shows_french_words(post, blog, client):
    french = Locale.objects.create(language_code="fr")
    blog.copy_for_translation(french, copy_parents=True).save_revision().publish()
    translated = post.copy_for_translation(french)
    translated.save_revision().publish()
    add(translated, "Comment laver le t-shirt sans qu’il rétrécisse ?", days=3)
    words = ours(client.get(translated.url))
    assert "Sans réponse" in words
    assert "il y a 3 jours" in words
