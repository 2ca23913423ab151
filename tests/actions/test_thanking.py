"""Staff thank for an answer: for all to see, or in a letter that nobody else ever reads."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import override_settings
from wagtail.models import ModelLogEntry

from tests.keeping import kept
from tests.pages.reading import item, plain, words
from tests.readers import Reader
from tests.staff_accounts import let_support
from tests.test_sweep import NO_MAIL_SERVER
from wagtail_peersupport import comments
from wagtail_peersupport.models import SupportReply, Thanks

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold & hang it up to dry."
NOTE = "You saved my Friday. Your next shirt is on us: VOUCHER-4711"


@kept
def staff(django_user_model):
    user = django_user_model.objects.create_user("mara", "mara@example.com", first_name="Mara")
    return Reader(account=let_support(user))


@kept
def question(post):
    return Reader("Ann").write(post, QUESTION)


@kept
def answer(post, question):
    return Reader("Bob").write(post, ANSWER, question)


def say(who, answer, what, **fields):
    return who.press("thank-helper", answer, say=what, **fields)


def letters(address="bob@example.com"):
    return [one for one in mail.outbox if one.to == [address] and "thanks you" in one.subject]


def logged():
    return list(
        ModelLogEntry.objects.filter(action__contains="thank_helper").values_list("action", "data")
    )


def test_readers_see_who_thanks_until_it_is_taken_back(client, post, answer, staff):
    assert say(staff, answer, "publicly").status_code == 302
    say(staff, answer, "publicly")
    assert "♡ Mara of the team says thanks" in plain(item(client.get(post.url), answer))
    say(staff, answer, "not-publicly")
    assert "says thanks" not in words(client.get(post.url))
    assert [action for action, __ in logged()] == [
        "peersupport.unthank_helper",
        "peersupport.thank_helper",
    ]
    assert letters() == []


def test_the_page_is_found_under_the_answer_and_shows_both_ways(post, answer, staff):
    assert f"/comments/{answer.pk}/thank-helper/" in staff.client.get(post.url).content.decode()
    page = words(staff.client.get(f"/comments/{answer.pk}/thank-helper/"))
    assert "Say thanks under the answer" in page
    assert "Send the letter" in page
    say(staff, answer, "publicly")
    assert "Take it back" in words(staff.client.get(f"/comments/{answer.pk}/thank-helper/"))


def test_a_letter_reaches_the_helper_alone(client, post, answer, staff):
    say(staff, answer, "letter", note=NOTE)
    (letter,) = letters()
    assert letter.subject == "Mara thanks you for your answer"
    assert NOTE in letter.body
    assert NOTE in letter.alternatives[0][0]
    assert "Wash it cold & hang it up to dry." in letter.body
    assert "VOUCHER" not in words(client.get(post.url))
    assert "VOUCHER" not in words(staff.client.get(f"/comments/{answer.pk}/thank-helper/"))
    assert "VOUCHER" not in str(logged())
    assert logged()[0][1] == {"comment": answer.pk, "is_public": False}


def test_an_account_gets_its_letter_too_and_reads_it_again(post, question, staff, reader):
    robin = Reader(account=reader)
    answer = robin.write(post, ANSWER, question)
    say(staff, answer, "letter", note=NOTE)
    assert len(letters("robin@example.com")) == 1
    assert NOTE in words(robin.client.get("/comments/my-help/"))


def test_one_letter_for_each_answer_until_our_copy_is_erased(answer, staff, django_user_model):
    say(staff, answer, "letter", note=NOTE)
    say(staff, answer, "letter", note=NOTE)
    refused = say(staff, answer, "letter", note="Another one")
    assert refused.status_code == 422
    assert len(letters()) == 1
    say(staff, answer, "no-letter")
    assert not Thanks.objects.exists()
    say(staff, answer, "letter", note="Another one")
    assert len(letters()) == 2


@pytest.mark.parametrize("note", ["", "   ", "x" * 2001], ids=["none", "blank", "too long"])
def test_an_odd_letter_is_given_back(answer, staff, note):
    response = say(staff, answer, "letter", note=note)
    assert response.status_code == 422
    assert note.strip() in response.content.decode()
    assert letters() == []


def test_whoever_proved_no_address_gets_no_letter(post, question, staff):
    from tests.actions.test_sync import add
    from wagtail_peersupport.actions.sync import sync_comments

    answer = add(post, ANSWER, "Bob", question)
    sync_comments([answer.pk])
    page = words(staff.client.get(f"/comments/{answer.pk}/thank-helper/"))
    assert "We have no address of Bob that we may write to" in page
    say(staff, answer, "letter", note=NOTE)
    assert letters() == []


def test_a_letter_that_could_not_be_sent_is_sent_by_the_sweep(answer, staff):
    with override_settings(**NO_MAIL_SERVER):
        say(staff, answer, "letter", note=NOTE)
    assert letters() == []
    out = StringIO()
    call_command("peersupport_sweep", stdout=out)
    assert "1 letter of thanks sent" in out.getvalue()
    assert len(letters()) == 1


def test_a_letter_about_what_was_removed_is_not_sent(answer, staff):
    with override_settings(**NO_MAIL_SERVER):
        say(staff, answer, "letter", note=NOTE)
    comments.mark_removed(answer.pk, True)
    call_command("peersupport_sweep", stdout=StringIO())
    assert letters() == []


@pytest.mark.parametrize("what", ["publicly", "letter"])
def test_readers_can_thank_nobody_in_the_name_of_the_team(answer, what):
    assert say(Reader("Eve"), answer, what, note=NOTE).status_code == 404
    assert Reader("Eve").client.get(f"/comments/{answer.pk}/thank-helper/").status_code == 404
    assert not Thanks.objects.exists()


def test_staff_thank_neither_themselves_nor_for_what_staff_wrote(post, question, staff):
    own = staff.write(post, ANSWER, question)
    assert say(staff, own, "publicly").status_code == 403
    assert f"{own.pk}/thank-helper/" not in staff.client.get(post.url).content.decode()


def test_the_screen_in_the_admin_thanks_with_one_press(client, post, answer, staff):
    from django.contrib.auth.models import Permission

    user = staff.account
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    url = f"/admin/support/comments/{answer.pk}/thank-helper/"
    thread = SupportReply.objects.get().thread_id
    screen = f"/admin/support/{thread}/"
    assert "Say thanks for all to see" in words(staff.client.get(screen))
    page = staff.client.post(url, {"say": "publicly"}, follow=True)
    assert "by Bob that you say thanks" in words(page)
    assert "Mara of the team says thanks" in words(client.get(post.url))
    staff.client.post(url, {"say": "not-publicly"})
    assert not Thanks.objects.exists()
