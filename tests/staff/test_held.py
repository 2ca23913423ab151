import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.models import CommentOrigin, SupportThread

pytestmark = pytest.mark.django_db
LINK = "Does it look like this one? https://example.com/shirt"


@pytest.fixture
def listing(desk):
    def listing():
        return desk.get(reverse("peersupport_staff:held"))

    return listing


def held(response):
    return [row.pk for row in response.context["table"].data]


def test_a_first_guests_link_and_what_moderation_holds_wait_here(listing, post, say):
    first = Reader("Ann").write(post, LINK)
    hidden = say("Is this rude?", name="Bob", is_public=False)
    say("Was this rude?", name="Bob", is_public=False, is_removed=True)
    say("What a lovely post.", name="Cleo")
    response = listing()
    assert held(response) == [hidden.pk, first.pk]
    html = response.content.decode()
    for words in ("Does it look like this one?", "Ann", post.title, "A first comment with a link"):
        assert words in html
    assert not SupportThread.objects.exists()


def test_the_post_is_one_click_away(listing, post, say):
    say("Is this rude?", is_public=False)
    assert f'<a href="{post.url}">{post.title}</a>' in listing().content.decode()


def test_words_are_shown_as_text(listing, say):
    say("<b>Look</b> <script>alert(1)</script> here & there", is_public=False)
    html = listing().content.decode()
    assert "<script>alert" not in html
    assert "<b>Look" not in html


def test_approving_shows_it_and_opens_its_thread(desk, listing, post, say):
    first = Reader("Ann").write(post, LINK)
    hidden = say("How do I wash the heavy tee?", name="Bob", is_public=False)
    for comment in (first, hidden):
        path = reverse("peersupport_staff:approve", args=(comment.pk,))
        assert f'formaction="{path}"' in listing().content.decode()
        page = desk.post(path, follow=True).content.decode()
        assert "can be seen under its post now" in page
    assert set(SupportThread.objects.active().values_list("comment", flat=True)) == {
        first.pk,
        hidden.pk,
    }
    assert not CommentOrigin.objects.filter(is_held=True).exists()
    assert held(listing()) == []
    assert "Nothing is held back." in listing().content.decode()


def test_the_approval_is_in_the_threads_history(desk, post):
    first = Reader("Ann").write(post, LINK)
    desk.post(reverse("peersupport_staff:approve", args=(first.pk,)))
    thread = SupportThread.objects.get()
    screen = desk.get(reverse("peersupport_staff:thread", args=(thread.pk,)))
    assert "Approved a comment" in screen.content.decode()


def test_what_is_removed_leaves_the_list_and_undo_brings_it_back(desk, listing, post, say):
    first = Reader("Ann").write(post, LINK)
    hidden = say("How do I wash the heavy tee?", name="Bob", is_public=False)
    for comment in (first, hidden):
        remove = reverse("peersupport_staff:remove", args=(comment.pk,))
        restore = reverse("peersupport_staff:restore", args=(comment.pk,))
        assert f'formaction="{remove}"' in listing().content.decode()
        page = desk.post(remove, follow=True).content.decode()
        assert "is removed." in page
        assert f'formaction="{restore}"' in page
        assert comment.pk not in held(listing())
        assert comments.find(comment.pk).is_removed
        assert comments.find(comment.pk).comment == comment.comment
        page = desk.post(restore, follow=True).content.decode()
        assert f'formaction="{remove}"' in page
        assert comment.pk in held(listing())
    assert not SupportThread.objects.exists()


def test_a_removed_link_is_gone_from_its_post_and_restored_it_is_read_again(desk, post):
    first, stranger = Reader("Ann").write(post, LINK), Client()
    assert LINK[:20] in stranger.get(post.url).content.decode()
    desk.post(reverse("peersupport_staff:remove", args=(first.pk,)))
    assert LINK[:20] not in stranger.get(post.url).content.decode()
    desk.post(reverse("peersupport_staff:restore", args=(first.pk,)))
    desk.post(reverse("peersupport_staff:approve", args=(first.pk,)))
    thread = SupportThread.objects.active().get()
    screen = desk.get(reverse("peersupport_staff:thread", args=(thread.pk,))).content.decode()
    for words in ("Removed a comment", "Restored a comment", "Approved a comment"):
        assert words in screen


@pytest.mark.parametrize("name", ["approve", "remove", "restore"])
def test_only_what_is_held_can_be_approved_or_removed(desk, say, name):
    shown = say("What a lovely post.")
    gone = say("What a post.", is_removed=True)
    for comment in (shown, gone):
        path = reverse(f"peersupport_staff:{name}", args=(comment.pk,))
        assert desk.post(path).status_code == 404
    assert comments.find(gone.pk).is_removed


def test_the_way_to_djangos_admin_is_for_those_who_may_use_it(desk, listing, say, mara):
    hidden = say("Is this rude?", is_public=False)
    path = f"/django-admin/django_comments_xtd/xtdcomment/{hidden.pk}/change/"
    assert path not in listing().content.decode()
    mara.is_staff = True
    mara.save()
    mara.user_permissions.add(Permission.objects.get(codename="change_xtdcomment"))
    assert path in listing().content.decode()
    assert resolve(path).url_name == "django_comments_xtd_xtdcomment_change"


def test_comments_under_unpublished_posts_are_not_shown(listing, say, post):
    say("Is this rude?", is_public=False)
    post.unpublish()
    assert held(listing()) == []


def test_the_queue_and_the_home_page_say_how_many(desk, say):
    say("Is this rude?", is_public=False)
    assert "Held (1)" in desk.get(reverse("peersupport_staff:queue")).content.decode()
    assert "1 comment is held" in desk.get("/admin/").content.decode()
    assert comments.settled(is_public=False).count() == 1


def test_the_number_of_queries_does_not_grow(listing, say, make_post):
    def queries():
        listing()
        with CaptureQueriesContext(connection) as captured:
            listing()
        return len(captured)

    say("Rude number 0", is_public=False)
    before = queries()
    for number in range(1, 9):
        page = make_post(f"Post {number}", slug=f"post-{number}")
        say(f"Rude number {number}", is_public=False, page=page)
    assert queries() == before


def test_whoever_lets_one_in_sees_at_once_that_fewer_are_held(desk, say):
    first, __ = say("Is this rude?", is_public=False), say("Is that?", is_public=False)
    queue = reverse("peersupport_staff:queue")
    assert "Held (2)" in desk.get(queue).content.decode()
    desk.post(reverse("peersupport_staff:approve", args=(first.pk,)))
    assert "Held (1)" in desk.get(queue).content.decode()
