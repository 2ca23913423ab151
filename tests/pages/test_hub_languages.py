"""A hub for each language, and what becomes of languages that have none."""

from wagtail.models import Locale, PageViewRestriction

from tests.keeping import kept
from tests.pages.reading import queries, words
from tests.staff_accounts import let_support

GERMAN = "Wie wasche ich das Hemd, ohne dass es eingeht?"


@kept
def german(blog, post):
    """The post in German."""
    locale = Locale.objects.create(language_code="de")
    blog.copy_for_translation(locale, copy_parents=True).save_revision().publish()
    translated = post.copy_for_translation(locale)
    translated.save_revision().publish()
    return translated


@kept
def frage(german, say):
    return say(german, GERMAN, name="Anke")


@kept
def german_hub(hub, german):
    translated = hub.copy_for_translation(german.locale)
    translated.save_revision().publish()
    return translated


def titles(response):
    return [row.title for row in response.context_data["listing"].rows]


def test_a_hub_names_the_other_languages_and_how_much_is_there(
    client, hub, german_hub, question, frage
):
    page = client.get(hub.url)
    assert titles(page) == ["Does the heavy tee run small?"]
    assert "Also in Deutsch 1" in words(page)
    assert f'href="{german_hub.url}" hreflang="de"' in page.content.decode()
    back = client.get(german_hub.url, {"tab": "unanswered"})
    assert titles(back) == [GERMAN]
    assert f'href="{hub.url}?tab=unanswered" hreflang="en"' in back.content.decode()


def test_a_language_without_a_hub_is_listed_by_that_of_the_default_one(
    client, hub, question, frage
):
    page = client.get(hub.url)
    assert 'href="?language=de" hreflang="de"' in page.content.decode()
    page = client.get(hub.url, {"language": "de"})
    assert titles(page) == [GERMAN]
    assert 'href="?language=de&amp;tab=solved"' in page.content.decode()
    assert '<input type="hidden" name="language" value="de">' in page.content.decode()
    assert f'href="{hub.url}" hreflang="en"' in page.content.decode()


def test_its_threads_have_their_page_there(client, hub, german, frage):
    assert f"{hub.url}{frage.pk}/" in client.get(hub.url, {"language": "de"}).content.decode()
    assert GERMAN in words(client.get(f"{hub.url}{frage.pk}/", follow=True))


def test_without_a_hub_of_their_own_they_take_no_more_queries(client, hub, german, say):
    def counted():
        return queries(client, f"{hub.url}?language=de")

    def ask(number):
        say(german, f"Wie wasche ich Hemd {number}, ohne dass es eingeht?", name=f"Anke{number}")

    ask(1)
    few = counted()
    for number in range(2, 6):
        ask(number)
    assert counted() == few


def test_where_nothing_else_is_asked_no_language_is_named(client, hub, german, question):
    assert "Also in" not in words(client.get(hub.url))


def test_nobody_learns_of_what_they_may_not_see(client, hub, german, frage, question):
    PageViewRestriction.objects.create(page=german, restriction_type="login")
    assert "Also in" not in words(client.get(hub.url))
    assert titles(client.get(hub.url, {"language": "de"})) == []


def test_a_site_that_changed_its_language_after_the_first_migrate_goes_on(
    client, hub, post, question, staff, settings
):
    """Wagtail made its locale from another LANGUAGE_CODE, and shows its own pages all the same."""
    settings.WAGTAIL_I18N_ENABLED = False
    Locale.objects.update(language_code="nl")
    for address in (post.url, hub.url, f"{hub.url}{question.pk}/"):
        response = client.get(address, follow=True)
        assert response.status_code == 200
        assert question.support_thread.title in words(response)
    client.force_login(let_support(staff, "access_admin"))
    assert client.get("/admin/support/").status_code == 200
