"""The markup of comments is kept, and nobody ever sees what is not so any more, or not theirs."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.models import HelpfulVote, SupportThread, Topic
from wagtail_peersupport.views import kept
from wagtail_peersupport.views.times import fill, in_words, marked_times, split

pytestmark = pytest.mark.django_db

SIZE_UP = "Size up. The cotton shrinks about half a size in the first wash."


def seen(post, client=None, query=""):
    """The list of comments, as a page shows it."""
    html = (client or Client()).get(post.url + query).content.decode()
    start, end = html.index('<ol class="ps-list"'), html.index('<div class="ps-write"')
    return html[start:end]


def hide(row, **how):
    """As a query by hand does it: no signal, no verb of ours."""
    comments.comment_model().norel_objects.filter(pk=row.pk).update(**how)


def queries(post, client=None):
    with CaptureQueriesContext(connection) as captured:
        seen(post, client)
    return [query["sql"] for query in captured]


def test_the_second_reader_is_given_what_the_first_one_saw(post, answer):
    first = seen(post)
    painted = len(queries(post, Client()))
    cache.clear()
    assert len(queries(post)) > painted
    assert seen(post) == first


def test_what_is_kept_takes_as_many_queries_for_many_comments(post, say, answer):
    seen(post)
    few = len(queries(post))
    for number in range(12):
        say(post, f"Lovely post, says number {number}.", name=f"Reader {number}")
    seen(post)
    assert len(queries(post)) == few


@pytest.mark.parametrize("how", [{"is_public": False}, {"is_removed": True}])
def test_what_is_hidden_without_a_word_to_us_is_gone_at_the_next_request(post, answer, how):
    assert "The cotton shrinks" in seen(post)
    assert "The cotton shrinks" in seen(post)
    hide(answer, **how)
    assert "The cotton shrinks" not in seen(post)


def test_what_is_hidden_is_gone_for_accounts_and_guests_that_are_known_too(
    post, question, answer, reader
):
    gus = Reader("Gus")
    gus.press("me-too", question)
    visitors = [gus.client, Client()]
    visitors[1].force_login(reader)
    for visitor in visitors:
        assert "The cotton shrinks" in seen(post, visitor)
    hide(answer, is_removed=True)
    for visitor in visitors:
        assert "The cotton shrinks" not in seen(post, visitor)


def test_what_comes_back_is_seen_again(post, answer):
    seen(post)
    hide(answer, is_public=False)
    seen(post)
    hide(answer, is_public=True)
    assert "The cotton shrinks" in seen(post)


def test_words_changed_by_hand_are_seen(post, answer):
    seen(post)
    hide(answer, comment="Take the size you always take, it is fine.")
    assert "you always take" in seen(post)


def test_a_vote_an_acceptance_and_a_new_name_are_seen(post, say, question, accept, reader):
    answer = say(post, SIZE_UP, user=reader, parent=question)
    assert "Accepted answer" not in seen(post)
    now = timezone.now()
    HelpfulVote.objects.create(comment_id=answer.pk, voter="g:x", helpful=True, created_at=now)
    assert "1 person found this helpful" in seen(post)
    accept(answer)
    assert "Accepted answer" in seen(post)
    reader.first_name = "Robina"
    reader.save()
    assert "Robina" in seen(post)


def test_only_the_writer_sees_what_only_the_writer_may_do(post, say, reader, answer):
    say(post, "How do I wash the heavy tee without shrinking it?", user=reader)
    writer = Client()
    writer.force_login(reader)
    assert "Withdraw my question" in seen(post, writer)
    assert "Withdraw my question" not in seen(post)
    seen(post)
    assert "Withdraw my question" in seen(post, writer)


def test_a_vote_of_ones_own_stays_ones_own(post, say, reader, answer):
    voter, other = Reader(account=reader), Client()
    seen(post), seen(post, voter.client)
    voter.press("helpful", answer)
    assert 'aria-pressed="true"' in seen(post, voter.client)
    assert 'aria-pressed="true"' not in seen(post, other)
    guest = Reader("Gus")
    guest.press("helpful", answer)
    assert 'aria-pressed="true"' in seen(post, guest.client)
    assert 'aria-pressed="true"' not in seen(post, other)


def test_buttons_of_staff_are_shown_to_staff_alone(post, answer, staff, reader):
    of_staff, account = Client(), Client()
    of_staff.force_login(staff)
    account.force_login(reader)
    for __ in range(2):
        assert "Not a question" in seen(post, of_staff)
        assert "Not a question" not in seen(post)
        assert "Not a question" not in seen(post, account)


def test_an_account_that_said_nothing_here_is_given_what_strangers_see(post, answer, reader):
    account = Client()
    account.force_login(reader)
    assert seen(post) == seen(post, account)
    given = len(queries(post, account))
    cache.clear()
    assert len(queries(post, account)) > given


def test_a_hub_for_members_is_linked_for_members_alone(post, question, hub, reader):
    topic = Topic.objects.create(name="Sizes", slug="sizes")
    SupportThread.objects.update(topic=topic)
    PageViewRestriction.objects.create(page=hub, restriction_type="login")
    member = Client()
    member.force_login(reader)
    for __ in range(2):
        assert "?topic=sizes" not in seen(post)
        assert "?topic=sizes" in seen(post, member)


def test_a_hub_that_is_taken_away_is_not_linked_any_more(post, question, hub):
    topic = Topic.objects.create(name="Sizes", slug="sizes")
    SupportThread.objects.update(topic=topic)
    assert "?topic=sizes" in seen(post)
    hub.unpublish()
    assert "?topic=sizes" not in seen(post)


def test_each_order_has_a_list_of_its_own(post, answer, say):
    say(post, "We walked past the shop last summer.", name="Zoe", minutes_ago=5)
    oldest, newest = seen(post), seen(post, query="?order=newest")
    assert oldest.index("Zoe") > oldest.index("Ines")
    assert newest.index("Zoe") < newest.index("Ines")
    assert "order=newest" in newest
    assert "order=newest" not in seen(post)


def test_what_else_stands_in_an_address_is_not_kept(post, answer):
    assert "utm" not in seen(post, query="?utm_source=letter")
    assert "utm" not in seen(post)


def test_no_token_and_no_relative_time_is_kept(post, answer):
    seen(post)
    (entry,) = [value for key, value in kept_entries() if ":list:" in key]
    markup = "".join(piece for pieces, __ in entry.roots.values() for piece in pieces)
    assert "The cotton shrinks" in markup
    assert "csrf" not in markup
    assert " ago" not in markup


def kept_entries():
    for key in [*cache._cache]:
        name = key.split(":", 2)[2]
        yield name, cache.get(name)


def test_a_reader_can_not_write_a_mark_for_a_time(post, say):
    say(post, "Look: <!--ago 5--> and <b>more</b>", name="<!--ago 7-->")
    seen(post)
    assert "years ago" not in seen(post)


def test_a_template_of_the_site_finds_nobody_in_a_request_that_is_kept(
    post, answer, reader, settings, tmp_path
):
    folder = tmp_path / "wagtail_peersupport" / "parts"
    folder.mkdir(parents=True)
    (folder / "me_toos.html").write_text("{{ request.user.username }} at {{ request.path }}")
    (folder / "why.html").write_text("")
    (folder / "author.html").write_text("<i>by {{ author.name }} {{ request.user.username }}</i>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    account = Client()
    account.force_login(reader)
    assert "<i>by Bram </i>" in seen(post, account)
    assert reader.username not in seen(post, account)


def test_without_a_cache_that_works_comments_are_shown(post, answer, settings):
    for backend in (
        "tests.pages.broken_cache.BrokenCache",
        "django.core.cache.backends.dummy.DummyCache",
    ):
        settings.CACHES = {"default": {"BACKEND": backend}}
        for __ in range(2):
            assert "The cotton shrinks" in seen(post)


def test_nothing_is_kept_where_the_site_says_so(post, answer, settings):
    settings.PEERSUPPORT = {"KEEP_MARKUP_SECONDS": 0}
    seen(post)
    assert [name for name, __ in kept_entries() if name.startswith(kept.PREFIX)] == []


@pytest.mark.parametrize(
    "age",
    [
        timedelta(seconds=5),
        timedelta(seconds=61),
        timedelta(minutes=59, seconds=59),
        timedelta(hours=23),
        timedelta(days=3, hours=5),
        timedelta(days=20),
        timedelta(days=45),
        timedelta(days=800),
    ],
    ids=str,
)
def test_a_time_that_is_filled_in_says_what_the_filter_says(age):
    moment = timezone.now() - age
    with translation.override("en"), marked_times():
        from wagtail_peersupport.views.times import ago

        marked = f"<time>{ago(moment)}</time>"
    assert fill([split(marked)]) == f"<time>{in_words(moment, timezone.now())}</time>"
