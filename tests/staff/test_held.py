import pytest
from django.contrib.auth.models import Permission
from django.db import connection
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


def test_only_what_is_held_can_be_approved(desk, say):
    shown = say("What a lovely post.")
    path = reverse("peersupport_staff:approve", args=(shown.pk,))
    assert desk.post(path).status_code == 404


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
