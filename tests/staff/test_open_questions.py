"""What is open under a post, where staff already are: listing, header, editor, summary, search."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.viewsets.pages import PageListingViewSet

from tests.site.models import BlogPage
from tests.staff_accounts import let_support
from wagtail_peersupport.actions import accepting, merging
from wagtail_peersupport.models import SupportReply
from wagtail_peersupport.staff.open_questions import open_counts
from wagtail_peersupport.staff.page_listing import OpenQuestionsColumn, OpenQuestionsFilter
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
SIZE = "Which size should I take if I am between M and L?"


def explore(desk, post):
    return desk.get(reverse("wagtailadmin_explore", args=(post.get_parent().pk,)))


def edit(desk, post):
    return desk.get(reverse("wagtailadmin_pages:edit", args=(post.pk,))).content.decode()


def solve(thread, say, viewer, text="Cold, and never in the dryer."):
    answer = say(text, name="Bob", days=8, parent=thread.comment)
    accepting.accept_answer(SupportReply.objects.get(comment=answer), viewer)


def queue_of(post):
    return f"/admin/support/?state=open&amp;post={post.pk}"


# The listing and the header ----------------------------------------------------------------------


def test_a_post_leads_to_what_is_open_under_it(desk, ask, say, post, mara):
    solve(ask(SIZE, days=9), say, Viewer(user=mara))
    ask(WASH)
    ask(SHIP)
    ask("How long do parcels take?", days=400)
    ask("Could you offer tote bags with the herring print?")
    listing, header = explore(desk, post).content.decode(), edit(desk, post)
    for html in (listing, header):
        assert "2 open questions" in html
        assert f'href="{queue_of(post)}"' in html
    found = desk.get("/admin/support/", {"state": "open", "post": post.pk})
    assert {row.thread.title for row in found.context["table"].data} == {WASH, SHIP}


def test_a_post_without_open_questions_has_no_button(desk, ask, post, make_post):
    quiet = make_post("Market day", slug="market-day")
    ask(WASH)
    assert "1 open question" in explore(desk, post).content.decode()
    assert "open question" not in edit(desk, quiet)
    assert queue_of(quiet) not in explore(desk, post).content.decode()


def test_only_staff_who_support_a_post_see_its_button(
    client, django_user_model, ask, post, make_post
):
    theirs = make_post("Market day", slug="market-day")
    ask(WASH)
    ask(SHIP, page=theirs)
    ada = django_user_model.objects.create_user("ada", "ada@example.com", "ada")
    ada = let_support(ada, "access_admin", page=theirs)
    assert open_counts(ada) == {theirs.pk: 1}
    ada.user_permissions.remove(Permission.objects.get(codename="support"))
    client.force_login(ada)
    assert "open question" not in edit(client, theirs)
    assert "What readers ask" not in edit(client, theirs)


def test_a_listing_asks_once_for_all_its_posts(desk, ask, make_post, post):
    def queries():
        explore(desk, post)
        with CaptureQueriesContext(connection) as captured:
            explore(desk, post)
        return sum("supportthread" in query["sql"] for query in captured)

    ask(WASH)
    before = queries()
    for number in range(9):
        page = make_post(f"Post {number}", slug=f"post-{number}")
        ask(f"How many shirts of edition {number} are left?", page=page)
    assert queries() == before


def test_a_site_can_add_a_column_and_a_filter(rf, ask, post, make_post, mara):
    quiet = make_post("Market day", slug="market-day")
    ask(WASH)

    class Filters(PageListingViewSet.filterset_class):
        open_questions = OpenQuestionsFilter()

    class Posts(PageListingViewSet):
        model = BlogPage
        columns = [*PageListingViewSet.columns, OpenQuestionsColumn()]
        filterset_class = Filters

    def listing(**asked):
        request = rf.get("/", asked)
        request.user = mara
        made = Posts("posts").index_view
        view = made.view_class(**made.view_initkwargs)
        view.setup(request)
        return view, request

    view, request = listing()
    cells = [
        view.columns[-1].render_cell_html(one, {"request": request, "row": {}, "table": None})
        for one in (post, quiet)
    ]
    assert f'href="{queue_of(post)}"' in cells[0]
    assert "href" not in cells[1]
    for value, found in (("true", [post]), ("false", [quiet]), ("", [post, quiet])):
        pages = listing(open_questions=value)[0].get_queryset()
        assert {page.pk for page in pages} == {page.pk for page in found}, value


# The editor --------------------------------------------------------------------------------------


def test_the_editor_of_a_post_tells_what_readers_ask(desk, ask, say, post, mara):
    viewer = Viewer(user=mara)
    solve(ask(SIZE, days=9), say, viewer)
    again = ask(SHIP, days=3)
    merging.merge_thread(ask("Is there shipping to the islands?", days=2), viewer, again)
    html = edit(desk, post)
    assert "1 open question" in html
    assert "1 solved question" in html
    assert "2 people have this question" in html
    assert [html.count(title) for title in (SIZE, SHIP)] == [1, 2]


def test_the_editor_of_a_post_that_nobody_asked_about_says_so(desk, post):
    assert "Nobody has asked anything under this post yet." in edit(desk, post)


def test_a_post_that_is_not_published_has_no_panel(desk, post):
    post.unpublish()
    assert "What readers ask" not in edit(desk, post)


# The home page and the search --------------------------------------------------------------------


def test_the_summary_counts_what_waits_and_what_readers_answered(desk, ask, say, loic):
    ask(WASH)
    say("We do.", name="Loic", days=1, parent=ask(SHIP).comment, user=loic)
    for text, days in ((SIZE, 3), ("How long do parcels take?", 10)):
        say(
            "Take the L, it shrinks in the first wash.",
            name="Bob",
            days=days - 0.5,
            parent=ask(text, days=days).comment,
        )
    html = desk.get("/admin/").content.decode()
    assert "1 question waits" in html
    assert "1 question answered by readers this week" in html


def test_the_summary_is_for_staff(client, django_user_model, ask):
    user = django_user_model.objects.create_user("eve", "eve@example.com", "eve")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    ask(WASH)
    html = client.get("/admin/").content.decode()
    assert "question" not in html.partition("<main")[2]


def test_who_searches_pages_can_search_the_questions(desk, client, ask, say, django_user_model):
    ask(WASH, days=0.2)
    link = "/admin/support/?state=all&amp;q=heavy"
    assert link in desk.get("/admin/pages/search/", {"q": "heavy"}).content.decode()
    found = desk.get("/admin/support/", {"state": "all", "q": "heavy"})
    assert [row.thread.title for row in found.context["table"].data] == [WASH]
    assert "/admin/pages/search/?q=heavy" in found.content.decode()
    eve = django_user_model.objects.create_user("eve", "eve@example.com", "eve")
    eve.groups.add(Group.objects.get(name="Editors"))
    client.force_login(eve)
    assert link not in client.get("/admin/pages/search/", {"q": "heavy"}).content.decode()
