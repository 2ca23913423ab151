import pytest
from wagtail.log_actions import registry

from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport.actions.errors import NotAllowed
from wagtail_peersupport.actions.praising import feature, thank, unfeature, unthank
from wagtail_peersupport.models import CommentAnalysis, PraiseMark, SupportThread
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
PRAISE = "What a wonderful shirt, I love it!"
QUESTION = "How do I wash the heavy tee without shrinking it?"


@kept
def praise(post):
    comment = Reader("Ann").write(post, PRAISE)
    assert CommentAnalysis.objects.get().kind == "praise"
    return comment


def marks():
    return [(mark.thanked_at is not None, mark.featured_at is not None) for mark in all_marks()]


def all_marks():
    return PraiseMark.objects.all()


def test_praise_opens_no_thread(praise):
    assert not SupportThread.objects.exists()


def test_staff_thank_and_feature_and_take_both_back(praise, staff, admin_user):
    thank(praise, staff)
    assert PraiseMark.objects.get().thanked_by == admin_user
    feature(praise, staff)
    assert marks() == [(True, True)]
    unthank(praise, staff)
    assert marks() == [(False, True)]
    unfeature(praise, staff)
    assert marks() == []


def test_doing_it_twice_is_once(praise, staff):
    for verb in (thank, thank, feature, feature, unfeature, unfeature, unthank, unthank):
        verb(praise, staff)
    actions = registry.get_logs_for_instance(praise).values_list("action", flat=True)
    assert sorted(actions) == [
        f"peersupport.{verb}" for verb in ("feature", "thank", "unfeature", "unthank")
    ]


@pytest.mark.parametrize("verb", [thank, feature])
def test_only_staff_and_only_praise(post, praise, staff, reader, verb):
    with pytest.raises(NotAllowed):
        verb(praise, Viewer(user=reader))
    question = Reader("Bob").write(post, QUESTION)
    with pytest.raises(NotAllowed):
        verb(question, staff)
    assert marks() == []


def test_what_staff_call_praise_is_praise_and_what_they_do_not_is_none(post, staff, admin_user):
    mara = Reader(account=admin_user)
    remark = Reader("Ann").write(post, "The blue one from the second picture.")
    mara.press("kind/praise", remark)
    assert mara.press("thank", remark).status_code == 302
    assert marks() == [(True, False)]
    mara.press("kind/remark", remark)
    assert mara.press("feature", remark).status_code == 403
    # What was done before can still be taken back.
    assert mara.press("unthank", remark).status_code == 302
    assert marks() == []
