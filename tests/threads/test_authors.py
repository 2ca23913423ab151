"""Badges come from accounts, credit from persons: a typed name earns nothing and fools nobody."""

import pytest

from tests.actions.test_sync import add
from tests.helping import weeks_go_by
from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.threads.section import section
from wagtail_peersupport.viewer import public_viewer

pytestmark = pytest.mark.django_db


@kept
def mara(django_user_model):
    """Staff: may support."""
    user = django_user_model.objects.create_user(
        "mara", "mara@example.com", "x", first_name="Mara", last_name="Lind"
    )
    return let_support(user)


def authors(post):
    found = {}

    def walk(faces):
        for face in faces:
            found[face.pk] = face.author
            walk(face.replies)
            walk((face.best,) if face.best else ())

    walk(section(post, public_viewer()).comments)
    return found


def test_staff_and_the_posts_author_are_known_by_their_accounts(make_post, mara, reader):
    post = make_post("By Robin", owner=reader)
    by_staff = add(post, "Hello from us.", "Mara Lind", user=mara)
    by_author = add(post, "Hello from me.", "robin", user=reader)
    badges = {pk: face.badge for pk, face in authors(post).items()}
    assert badges == {by_staff.pk: "staff", by_author.pk: "author"}


@pytest.mark.parametrize(
    "name", ["Mara Lind", "mara lind", "MARA  LIND", "Lind, Mara", "Mara Lind (staff)", "mara"]
)
def test_a_guest_who_types_a_staff_name_is_labelled_guest(post, mara, name):
    comment = add(post, "We close tomorrow for good.", name)
    assert authors(post)[comment.pk].badge == "guest"


def test_other_guests_carry_no_label(post, mara):
    comment = add(post, "A lovely post.", "Marabel")
    assert authors(post)[comment.pk].badge == ""


def test_a_guest_who_types_the_authors_name_is_labelled_guest(make_post, reader):
    post = make_post("By Robin", owner=reader)
    comment = add(post, "I am robin.", "robin")
    assert authors(post)[comment.pk].badge == "guest"


def solved_by(post, helper):
    ann = Reader("Ann")
    question = ann.write(post, "How do I wash the heavy tee without shrinking it?")
    answer = helper.write(post, "Wash it cold and hang it up to dry.", question)
    assert ann.press("accept", answer).status_code == 302
    return answer


def test_a_helper_with_a_confirmed_address_gets_credit_and_an_impostor_does_not(post):
    answer = solved_by(post, Reader("Bob", "bob@example.com"))
    weeks_go_by()
    impostor = add(post, "I am the famous Bob.", "Bob", email="eve@example.com")
    same_address_unproven = add(post, "It is me, really.", "Bob", minutes_ago=1)
    faces = authors(post)
    assert (faces[answer.pk].answers, faces[answer.pk].badge) == (1, "")
    for fake in (impostor, same_address_unproven):
        assert (faces[fake.pk].answers, faces[fake.pk].badge) == (0, "guest")


def test_credit_earned_elsewhere_protects_the_name_here(post, make_post):
    solved_by(post, Reader("Bob", "bob@example.com"))
    other = make_post("Another post")
    impostor = add(other, "I am the famous Bob.", "bob", email="eve@example.com")
    assert authors(other)[impostor.pk].badge == "guest"


def test_an_account_gets_credit(post, reader):
    answer = solved_by(post, Reader(account=reader))
    assert authors(post)[answer.pk].answers == 0
    weeks_go_by()
    face = authors(post)[answer.pk]
    assert (face.answers, face.solved) == (1, 1)


def test_hidden_answers_earn_nothing(post, reader):
    answer = solved_by(post, Reader(account=reader))
    weeks_go_by()
    type(answer).objects.filter(pk=answer.pk).update(is_removed=True)
    later = add(post, "Hello again.", "robin", user=reader)
    assert authors(post)[later.pk].answers == 0


@pytest.mark.parametrize(
    "name",
    [
        "Ma\u200bra Li\u00adnd",
        "MaraLind",
        "LindMara",
        "m a r a",
        "M\u0430r\u0430 L\u0456nd",
        "\u039cara Lind",
        "Mara L1nd",
        "Mára Lind",
        "Mara\u202eLind",
    ],
    ids=[
        "unseen characters",
        "no space",
        "no space, turned",
        "spaced out",
        "Cyrillic",
        "Greek",
        "a digit",
        "an accent",
        "a turned direction",
    ],
)
def test_a_name_that_only_looks_like_a_staff_name_is_labelled_guest(post, mara, name):
    comment = add(post, "Send us your card number.", name, email="eve@example.com")
    assert authors(post)[comment.pk].badge == "guest"


def test_no_name_is_shown_backwards(post, mara):
    comment = add(post, "Send us your card number.", "\u202edniL araM", email="eve@example.com")
    assert authors(post)[comment.pk].name == "dniL araM"


def test_an_account_named_by_its_e_mail_address_does_not_show_it(post, django_user_model):
    account = django_user_model.objects.create_user("ann@private.example", "ann@private.example")
    Reader(account=account).write(post, "What a lovely post.")
    assert "private.example" not in Reader("Eve").client.get(post.url).content.decode()
