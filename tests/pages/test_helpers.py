"""The page of those who help, and what each of them sees of it and chooses."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageViewRestriction, Site

from tests.helping import weeks_go_by
from tests.keeping import kept
from tests.pages.reading import item, plain, queries, words
from tests.readers import Reader, link_in
from wagtail_peersupport.models import HelperChoice, SupportThread, Topic, helper_key
from wagtail_peersupport.threads.top_helpers import top_helpers
from wagtail_peersupport.viewer import public_viewer

pytestmark = pytest.mark.django_db
NAMES = ("Bram", "Cleo", "Dirk", "Edda", "Finn")


@kept
def five(solve):
    """Five who help, weeks ago: Edda most, the others once."""
    for name in NAMES:
        solve(name, times=3 if name == "Edda" else 1)
    weeks_go_by()


def names_on(response):
    return re.findall(r'<b class="ps-name">(.*?)</b>', response.content.decode())


def test_from_five_on_there_is_a_page_of_them(client, hub, solve):
    for name in NAMES[:4]:
        solve(name)
    weeks_go_by()
    assert client.get(hub.url + "helpers/").status_code == 404
    assert "Who helps here" not in words(client.get(hub.url))
    solve("Finn")
    weeks_go_by()
    assert 'href="/help/helpers/"' in client.get(hub.url).content.decode()
    assert client.get(hub.url + "helpers/").status_code == 200


def test_it_is_ordered_by_solved_then_answers_then_name(client, hub, five, solve):
    solve("Dirk", accepted=False)
    weeks_go_by()
    page = client.get(hub.url + "helpers/")
    assert names_on(page) == ["Edda", "Dirk", "Bram", "Cleo", "Finn"]
    assert "Edda 3 answers, 3 solved" in words(page)
    assert "Dirk 2 answers, 1 solved" in words(page)


def test_it_shows_topics_and_the_answers_that_helped_most(client, hub, five, solve, helped):
    best = solve("Edda", times=2)
    helped(best, 3)
    weeks_go_by()
    SupportThread.objects.update(topic=Topic.objects.create(name="Sizes", slug="sizes"))
    content = client.get(hub.url + "helpers/").content.decode()
    assert "Helps with Sizes" in plain(content)
    best_links = re.search(r'aria-label="Best answers of Edda">(.*?)</ul>', content, re.S)[1]
    links = re.findall(r'href="([^"]+)"', best_links)
    assert len(links) == 3
    assert links[0].startswith("/help/")
    assert links[0].endswith(f"#c{best.pk}")


def test_a_month_holds_the_answers_written_in_it(client, hub, five, solve):
    def month(response):
        value = re.search(r'value="([\d-]+)" selected', response.content.decode())
        return value[1] if value else ""

    weeks_go_by(26)
    solve("Cleo")
    weeks_go_by()
    then = timezone.localdate(timezone.now() - timedelta(weeks=3)).strftime("%Y-%m")
    page = client.get(hub.url + "helpers/", {"month": then})
    assert (month(page), names_on(page)) == (then, ["Cleo"])
    assert "Cleo 1 answer, 1 solved" in words(page)
    everybody = client.get(hub.url + "helpers/")
    assert (month(everybody), len(names_on(everybody))) == ("", 5)


@pytest.mark.parametrize("month", ["2020-01", "nonsense", "2026-13", "\x00"])
def test_a_month_that_is_none_shows_all_time(client, hub, five, month):
    assert len(names_on(client.get(hub.url + "helpers/", {"month": month}))) == 5


def test_a_month_without_helpers_invites(client, hub, five):
    weeks_go_by()
    this = timezone.localdate().strftime("%Y-%m")
    page = client.get(hub.url + "helpers/", {"month": this})
    assert names_on(page) == []
    assert "Nobody yet in" in words(page)


def test_what_not_everybody_sees_is_neither_counted_nor_linked(client, hub, five, solve, make_post):
    secret = make_post("For members")
    solve("Finn", times=4, page=secret)
    weeks_go_by()
    assert "Finn 5 answers, 5 solved" in words(client.get(hub.url + "helpers/"))
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    cache.clear()
    page = client.get(hub.url + "helpers/")
    assert "Finn 1 answer, 1 solved" in words(page)
    assert "members" not in page.content.decode()


def test_what_is_hidden_after_it_was_counted_is_linked_no_more(client, hub, five):
    page = client.get(hub.url + "helpers/").content.decode()
    link = re.search(r'Best answers of Bram">.*?href="([^"#]+)#c(\d+)"', page, re.S)
    comment = SupportThread.objects.get(replies__comment=link[2]).comment
    type(comment).norel_objects.filter(pk=comment.pk).update(is_removed=True)
    assert link[1] not in client.get(hub.url + "helpers/").content.decode()


def test_many_helpers_take_as_many_queries_as_few(client, hub, five, solve):
    few = queries(client, hub.url + "helpers/")
    for number in range(20):
        solve(f"Gus{number}", times=2)
    weeks_go_by()
    assert queries(client, hub.url + "helpers/") == few


def test_the_top_helpers_are_the_first_of_them(client, hub, five, solve):
    site = Site.objects.get(is_default_site=True)
    said = top_helpers(public_viewer(site, site.root_page.locale), limit=2)
    assert [(one.name, one.solved, one.url) for one in said] == [
        ("Edda", 3, "/help/helpers/"),
        ("Bram", 1, "/help/helpers/"),
    ]
    since = timezone.now() - timedelta(weeks=2)
    assert top_helpers(public_viewer(site), since=since) == ()


def test_a_site_without_slashes_at_the_end_has_none_there_either(hub, five, monkeypatch):
    # Wagtail reads its setting once.
    monkeypatch.setattr("wagtail.models.pages.WAGTAIL_APPEND_SLASH", False)
    site = Site.objects.get(is_default_site=True)
    (first,) = top_helpers(public_viewer(site, site.root_page.locale), limit=1)
    assert first.url == "/help/helpers"


# Being left out ----------------------------------------------------------------------------------


def solved_in_browser(post, helper):
    ann = Reader("Ann")
    question = ann.write(post, "How do I wash the heavy tee without shrinking it?")
    answer = helper.write(post, "Wash it cold and hang it up to dry.", question)
    ann.press("accept", answer)
    return answer


def test_a_guest_leaves_and_comes_back_by_the_link_in_the_mail(client, hub, post, five):
    answer = solved_in_browser(post, Reader("Bob"))
    (letter,) = [one for one in mail.outbox if one.subject.startswith("Your answer solved it")]
    link = link_in(letter, "/my-help/")
    weeks_go_by()
    page = words(client.get(link))
    assert "1 answer, 1 solved" in page
    assert "How do I wash the heavy tee" in page
    assert "Bob" in names_on(client.get(hub.url + "helpers/"))
    assert client.post(link, {"listed": "no"}).status_code == 302
    assert "Nobody but you" in words(client.get(link))
    assert "Bob" not in names_on(client.get(hub.url + "helpers/"))
    assert "1 solved" not in plain(item(client.get(post.url), answer))
    client.post(link, {"listed": "yes"})
    assert "Bob" in names_on(client.get(hub.url + "helpers/"))
    assert HelperChoice.objects.get().person == helper_key(None, "bob@example.com")


def test_an_account_finds_it_on_a_page_of_its_own(hub, post, five, reader):
    robin = Reader(account=reader)
    solved_in_browser(post, robin)
    assert "counts from" in words(robin.client.get("/comments/my-help/"))
    weeks_go_by()
    assert "robin" in names_on(robin.client.get(hub.url + "helpers/"))
    robin.client.post("/comments/my-help/", {"listed": "no"})
    assert "Show what I helped" in words(robin.client.get("/comments/my-help/"))
    assert "robin" not in names_on(robin.client.get(hub.url + "helpers/"))
    assert HelperChoice.objects.get().person == f"u:{reader.pk}"
    assert ModelLogEntry.objects.filter(action="wagtail.edit", user=reader).count() == 1


def test_the_choice_of_one_is_not_that_of_another(hub, post, five, reader, django_user_model):
    other = django_user_model.objects.create_user("eve", "eve@example.com", "eve")
    solved_in_browser(post, Reader(account=reader))
    weeks_go_by()
    page = words(Reader(account=other).client.get("/comments/my-help/"))
    assert "Nothing yet." in page
    Reader(account=other).client.post("/comments/my-help/", {"listed": "no"})
    assert "robin" in names_on(Reader("Zoe").client.get(hub.url + "helpers/"))


def test_a_stranger_is_asked_to_log_in_and_chooses_nothing(client, post):
    assert "Please log in to see it." in words(client.get("/comments/my-help/"))
    client.post("/comments/my-help/", {"listed": "no"})
    assert not HelperChoice.objects.exists()


@pytest.mark.parametrize(
    "key",
    ["nonsense", "1:2:3", pytest.param(signing.dumps([1, "x"], salt="other"), id="another's")],
)
def test_a_link_that_is_none_chooses_nothing(client, post, key):
    assert client.get(f"/comments/my-help/{key}/").status_code == 404
    assert client.post(f"/comments/my-help/{key}/", {"listed": "no"}).status_code == 404
    assert not HelperChoice.objects.exists()


def test_a_link_is_void_once_the_comment_is_anothers(client, post):
    answer = solved_in_browser(post, Reader("Bob"))
    (letter,) = [one for one in mail.outbox if one.subject.startswith("Your answer solved it")]
    link = link_in(letter, "/my-help/")
    type(answer).norel_objects.filter(pk=answer.pk).update(user_email="eve@example.com")
    assert client.get(link).status_code == 404


def test_their_own_page_shows_nothing_that_is_hidden_or_private(post, hub, reader):
    robin = Reader(account=reader)
    answer = solved_in_browser(post, robin)
    assert "heavy tee" in words(robin.client.get("/comments/my-help/"))
    type(answer).norel_objects.filter(pk=answer.pk).update(is_removed=True)
    assert "heavy tee" not in words(robin.client.get("/comments/my-help/"))


# Nothing that leads to an address ----------------------------------------------------------------


def test_no_page_holds_an_address_its_hash_or_a_picture_by_it(client, hub, post, five, reader):
    robin = Reader(account=reader)
    solved_in_browser(post, robin)
    weeks_go_by()
    thread = SupportThread.objects.latest("pk")
    content = "".join(
        client.get(url, follow=True).content.decode()
        for url in (post.url, hub.url, hub.url + "helpers/", f"{hub.url}{thread.comment_id}/")
    )
    content += robin.client.get("/comments/my-help/").content.decode()
    assert "robin" in content
    assert "gravatar" not in content.lower()
    for address in (reader.email, "bram@example.com", "ann@example.com"):
        assert address not in content
        assert helper_key(None, address)[2:12] not in content
        for name in ("md5", "sha1", "sha256"):
            hashed = hashlib.new(name, address.encode(), usedforsecurity=False).hexdigest()
            assert hashed not in content
            assert hashed[:10] not in content
