import pytest
from wagtail.log_actions import registry

from tests.keeping import factory, kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.actions.errors import NotAllowed, Refused
from wagtail_peersupport.actions.noting import LONGEST, add_note, delete_note
from wagtail_peersupport.models import StaffNote, SupportThread
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
NOTE = "I asked the mill;\nthey answer by Friday."


@factory
def make_viewer(django_user_model):
    def make(name, *codenames):
        user = django_user_model.objects.create_user(name, f"{name}@example.com", name)
        return Viewer(user=let_support(user, *codenames))

    return make


@kept
def mara(make_viewer):
    return make_viewer("mara")


@kept
def thread(post):
    question = Reader("Ann").write(post, "How do I wash the heavy tee?")
    return SupportThread.objects.get(comment=question)


def test_a_note_keeps_its_lines_and_who_wrote_it(thread, mara):
    for text in (f"  {NOTE}\n", NOTE.replace("\n", "\r\n")):
        add_note(thread, mara, text)
    note = StaffNote.objects.get()
    assert (note.text, note.written_by) == (NOTE, mara.user)
    logs = registry.get_logs_for_instance(thread)
    assert [entry.action for entry in logs] == ["peersupport.note"]
    assert "mill" not in str([entry.data for entry in logs])


def test_colleagues_may_say_the_same(thread, mara, make_viewer):
    for viewer in (mara, make_viewer("loic")):
        add_note(thread, viewer, NOTE)
    assert StaffNote.objects.count() == 2


@pytest.mark.parametrize(("text", "words"), [(" \n", "empty"), ("x" * (LONGEST + 1), "too long")])
def test_an_empty_or_endless_note_is_refused_in_words(thread, mara, text, words):
    with pytest.raises(Refused, match=words):
        add_note(thread, mara, text)
    assert not StaffNote.objects.exists()


def test_its_writer_deletes_it(thread, mara):
    note = add_note(thread, mara, NOTE)
    for _time in range(2):
        delete_note(StaffNote(pk=note.pk, comment=note.comment, written_by=mara.user), mara)
    assert not StaffNote.objects.exists()
    actions = registry.get_logs_for_instance(thread).values_list("action", flat=True)
    assert sorted(actions) == ["peersupport.delete_note", "peersupport.note"]


def test_of_others_whoever_may_manage_the_support_deletes_it(thread, mara, make_viewer):
    note = add_note(thread, mara, NOTE)
    with pytest.raises(NotAllowed):
        delete_note(note, make_viewer("loic"))
    delete_note(note, make_viewer("nina", "manage_support"))
    assert not StaffNote.objects.exists()


def test_readers_cannot(thread, mara, reader):
    note = add_note(thread, mara, NOTE)
    for viewer in (Viewer(user=reader), Viewer()):
        with pytest.raises(NotAllowed):
            add_note(thread, viewer, NOTE)
        with pytest.raises(NotAllowed):
            delete_note(note, viewer)
