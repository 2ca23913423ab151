"""What search engines are told of our pages, and whoever shares an address."""

import re
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.pages.reading import queries, words
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.hub import sitemaps
from wagtail_peersupport.hub.models import SupportHubPage
from wagtail_peersupport.models import Ending, SupportThread
from wagtail_peersupport.models.choices import Ended, Kind

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def thread_response(client, question):
    return client.get(f"/help/{question.pk}/", follow=True)


def meta(response):
    """What stands in the head: properties and names of <meta>, each once."""
    head = response.content.decode().partition("</head>")[0]
    pairs = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', head)
    assert len(dict(pairs)) == len(pairs), pairs
    return {name: unescape(value) for name, value in pairs}


def links(response, rel):
    """Addresses by <link> in the head; the header beside the page names the same."""
    head = response.content.decode().partition("</head>")[0]
    tags = [tag for tag in re.findall(r"<link [^>]*>", head) if f'rel="{rel}"' in tag]
    found = [re.search(r'href="([^"]*)"', tag)[1] for tag in tags]
    assert re.findall(rf'<([^>]+)>; rel="{rel}"', response["Link"]) == found
    return found


def robots(response):
    """What robots are told; the page and the header beside it say the same."""
    said = response.get("X-Robots-Tag", "")
    assert meta(response).get("robots", "") == said
    assert bool(said) != bool(links(response, "canonical"))
    return said


def age(days):
    SupportThread.objects.update(asked_at=timezone.now() - timedelta(days=days))


# Threads -----------------------------------------------------------------------------------------


def test_thread_says_what_it_is_to_those_who_share_it(client, hub, question, answer, settings):
    Site.objects.update(site_name="Shirts & more")
    response = thread_response(client, question)
    address = f"http://localhost/help/{question.pk}/does-the-heavy-tee-run-small/"
    assert links(response, "canonical") == [address]
    found = meta(response)
    assert found["og:url"] == address
    assert found["og:title"] == "Does the heavy tee run small?"
    assert found["og:description"] == found["description"]
    assert found["description"].startswith("Size up. The cotton shrinks")
    assert found["og:site_name"] == "Shirts & more"
    assert (found["og:type"], found["twitter:card"]) == ("article", "summary")


def test_unanswered_thread_is_described_by_its_question(client, hub, post, say):
    asked = say(post, 'Does the "40" & the <i>42</i> run small? ' + "I have long arms. " * 40)
    found = meta(thread_response(client, asked))
    assert found["description"].startswith('Does the "40" & the 42 run small? I have')
    assert len(found["description"]) <= 200


def test_page_says_it_in_headers_where_the_sites_base_has_no_block(client, hub, question, settings):
    settings.PEERSUPPORT = {"BASE_TEMPLATE": "wagtail_peersupport/mail/base.html"}
    response = thread_response(client, question)
    assert "canonical" not in response.content.decode().partition("<body")[0]
    assert 'rel="canonical"' in response["Link"]


def test_unanswered_question_is_found_for_a_month(client, hub, question):
    assert robots(thread_response(client, question)) == ""
    age(29)
    assert robots(thread_response(client, question)) == ""
    age(31)
    assert robots(thread_response(client, question)) == "noindex, follow"


def test_site_says_for_how_long_unanswered_questions_are_found(client, hub, question, settings):
    settings.PEERSUPPORT = {"NOINDEX_AFTER_DAYS": 3}
    age(4)
    assert robots(thread_response(client, question)) == "noindex, follow"


def test_answered_question_is_found_however_old(client, hub, question, answer):
    age(4000)
    SupportThread.objects.update(is_archive=True)
    assert robots(thread_response(client, question)) == ""


def test_archive_without_an_answer_is_not_found(client, hub, question):
    SupportThread.objects.update(is_archive=True)
    assert robots(thread_response(client, question)) == "noindex, follow"


def test_what_the_asker_solved_alone_and_ideas_are_found(client, hub, question):
    age(100)
    Ending.objects.create(
        comment_id=question.pk, how=Ended.ANOTHER_WAY, voter="g:1", ended_at=timezone.now()
    )
    refresh_threads(SupportThread.objects.values_list("pk", flat=True))
    assert robots(thread_response(client, question)) == ""
    Ending.objects.all().delete()
    SupportThread.objects.update(kind=Kind.IDEA, solved_at=None)
    assert robots(thread_response(client, question)) == ""


def test_thread_in_a_language_without_a_hub_is_found_on_the_default_one(
    client, hub, blog, post, say
):
    german = Locale.objects.create(language_code="de")
    blog.copy_for_translation(german, copy_parents=True).save_revision().publish()
    translated = post.copy_for_translation(german)
    translated.save_revision().publish()
    asked = say(translated, "Wie wasche ich das Hemd, ohne dass es eingeht?", name="Anke")
    response = thread_response(client, asked)
    assert response.status_code == 200
    assert robots(response) == ""
    address = meta(response)["og:url"]
    assert address.startswith(f"{hub.full_url}{asked.pk}/")
    assert threads_in(client) == [address]


# Lists -------------------------------------------------------------------------------------------


def test_list_is_found_page_by_page_under_one_address_each(client, hub, post, say, settings):
    settings.PEERSUPPORT = {"HUB_PAGE_SIZE": 1}
    for name in ("Ann", "Ben"):
        say(post, f"Does edition {name} run small?", name=name)
    assert links(client.get("/help/"), "canonical") == [hub.full_url]
    assert links(client.get("/help/?page=1&utm_source=mail"), "canonical") == [hub.full_url]
    assert links(client.get("/help/?page=2"), "canonical") == [f"{hub.full_url}?page=2"]
    assert robots(client.get("/help/?page=7")) == "noindex, follow"


@pytest.mark.parametrize("query", ["q=tee", "tab=unanswered", "sort=oldest", "topic=sizes"])
def test_filtered_list_leads_on_and_is_not_found(client, hub, question, query):
    assert robots(client.get(f"/help/?{query}")) == "noindex, follow"
    assert robots(client.get(f"/help/?{query}&page=1")) == "noindex, follow"


def test_list_and_thread_name_their_feeds(client, hub, post, question):
    assert links(client.get("/help/"), "alternate") == [
        "http://localhost/help/feed/",
        "http://localhost/help/feed/unanswered/",
    ]
    assert links(thread_response(client, question), "alternate") == [
        f"http://localhost/help/feed/post/{post.pk}/",
        "http://localhost/help/feed/",
    ]


# The sitemap -------------------------------------------------------------------------------------


def sitemap(client):
    """Address and day of each entry."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    entries = ElementTree.fromstring(response.content).findall(f"{MAP}url")
    return {one.findtext(f"{MAP}loc"): one.findtext(f"{MAP}lastmod") for one in entries}


def threads_in(client):
    return [url for url in sitemap(client) if re.search(r"/help/\d", url)]


def test_sitemap_lists_hub_and_threads_by_their_own_addresses(client, hub, question, answer):
    found = sitemap(client)
    (address,) = [url for url in found if re.search(r"/help/\d", url)]
    assert links(thread_response(client, question), "canonical") == [address]
    assert found[address] == f"{answer.submit_date:%Y-%m-%d}"
    assert hub.full_url in found


def test_sitemap_leaves_out_what_is_not_to_be_found(client, hub, question):
    assert len(threads_in(client)) == 1
    age(31)
    assert threads_in(client) == []


@pytest.mark.parametrize("hidden", ["post", "hub", "question"])
def test_sitemap_tells_nothing_of_what_not_everybody_may_see(client, hub, post, question, hidden):
    if hidden == "question":
        type(question).norel_objects.filter(pk=question.pk).update(is_removed=True)
    else:
        page = {"post": post, "hub": hub}[hidden]
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert threads_in(client) == []


def test_sitemap_of_a_site_without_a_hub_lists_no_thread(client, post, question):
    found = sitemap(client)
    assert post.full_url in found
    assert not [url for url in found if "#" in url or "/help/" in url]


def test_second_hub_of_a_language_lists_nothing_twice(client, home, hub, question):
    home.add_child(instance=SupportHubPage(title="More help", slug="more-help"))
    urls = list(sitemap(client))
    assert "http://localhost/more-help/" in urls
    assert len([url for url in urls if str(question.pk) in url]) == 1


def test_sitemap_of_a_site_holds_nothing_of_another(client, hub, post, question):
    root = Page.objects.get(depth=1)
    other = root.add_child(instance=Page(title="Other", slug="other"))
    Site.objects.create(hostname="other.example", root_page=other)
    post.get_parent().move(other, pos="last-child")
    assert threads_in(client) == []


def test_sitemap_names_the_hub_in_all_its_languages(client, hub, home):
    german = Locale.objects.create(language_code="de")
    home.copy_for_translation(german).save_revision().publish()
    hub.copy_for_translation(german).save_revision().publish()
    content = client.get("/sitemap.xml").content.decode()
    assert 'hreflang="en" href="http://localhost/help/"' in content
    assert 'hreflang="de" href="http://localhost/de/help/"' in content


def test_queries_of_the_sitemap_do_not_grow_and_it_ends(client, hub, post, say, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 3)
    say(post, "Does edition 0 run small?")
    few = queries(client, "/sitemap.xml")
    for number in range(4):
        say(post, f"Does edition {number} run small?", name=f"Ann{number}")
    assert queries(client, "/sitemap.xml") == few
    assert len(threads_in(client)) == 3


def test_thread_page_takes_as_many_queries_as_before(client, hub, post, question, answer, say):
    address = thread_response(client, question).wsgi_request.path
    few = queries(client, address)
    for number in range(3):
        say(post, "It does, size up.", name=f"Bo{number}", parent=question)
    assert queries(client, address) == few
    assert "Bo2" in words(client.get(address))
