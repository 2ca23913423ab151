"""Whose question was merged into another one hears what is known there: the best answer, once."""

from ..models import Notice, SupportThread
from ..models.merges import takers
from ..threads.section import thread_page
from ..viewer import public_viewer
from .answering import answers, questions, tell
from .once import remember
from .proven import proven_address


def notify_merged(thread_pk: int) -> None:
    """Tell whoever has the question that this thread was merged into about the best answer there,
    the accepted one if there is any. The other answers of before count as known.

    Does nothing for whoever was told before, or where the merging was undone meanwhile.
    """
    above = takers([thread_pk])[thread_pk]
    if not above:
        return
    thread = SupportThread.objects.active().with_authors().filter(pk=above[-1]).first()
    if thread is None:
        return
    found = {reply.comment_id: reply for reply in answers().filter(thread=thread)}
    ranked = [face.pk for face in thread_page(thread, public_viewer()).answers if face.pk in found]
    asked = questions(thread)
    for place, pk in enumerate(ranked):
        for question in asked:
            to = proven_address(question.comment)
            if to and place:
                remember(found[pk].comment, to, Notice.Event.ANSWERED)
            elif to:
                tell(found[pk], question)
