"""What readers, askers and staff said of the comments, through the verbs that the buttons use."""

from datetime import timedelta

from wagtail.models import ModelLogEntry

from wagtail_peersupport.actions import accepting, followups, voting
from wagtail_peersupport.actions.errors import Refused
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.models import (
    Acceptance,
    FollowUp,
    FollowUpReason,
    HelpfulVote,
    MeToo,
    SupportReply,
    SupportThread,
)
from wagtail_peersupport.viewer import Viewer

THINKING_TIME = timedelta(hours=3)


class Voices:
    """Lets everybody say what the data holds.

    ``refused`` counts what the site did not allow: it understood a comment otherwise than its
    author meant it, or the question is archive.
    """

    def __init__(self, discussion, staff):
        self.discussion = discussion
        self.staff = Viewer(user=staff)
        self.threads = {row.comment_id: row for row in SupportThread.objects.with_authors()}
        replies = SupportReply.objects.select_related("comment__user", "thread__comment__user")
        self.replies = {row.comment_id: row for row in replies}
        self.refused = 0

    def speak_of(self, said):
        """Every vote, me-too, acceptance and flag that one comment got."""
        pk = self.discussion.rows[said.id].pk
        reply, thread = self.replies.get(pk), self.threads.get(pk)
        readers = [Viewer(guest_key=f"{said.id}-{number}") for number in range(_crowd(said))]
        for number, reader in enumerate(readers):
            if number < said.helpful + said.unhelpful:
                self._say(voting.vote, reply, reader, number < said.helpful)
            else:
                self._say(voting.me_too, thread, reader)
        if said.accepted:
            self._say(accepting.accept_answer, reply, self._accepter(said, reply))
        if said.needs_staff:
            self._say(followups.ask_for_staff, thread, Viewer(guest_key=f"{said.id}-worried"))

    def _accepter(self, said, reply):
        if said.accepted == "staff" or reply is None:
            return self.staff
        return self.discussion.viewer(self.discussion.said[reply.thread.comment_id])

    def _say(self, verb, row, viewer, *words):
        try:
            if row is None:
                raise Refused
            verb(row, viewer, *words)
        except Refused:
            self.refused += 1


def _crowd(said):
    return said.helpful + said.unhelpful + said.me_too


def date_back(discussion):
    """Move what the verbs dated now to when it would have been said: soon after the comment."""
    written = {row.pk: row.submit_date for row in discussion.rows.values()}
    for model in (HelpfulVote, MeToo):
        _spread(model, written, discussion.now)
    for acceptance in Acceptance.objects.select_related("question__support_thread"):
        moment = _soon_after(written[acceptance.answer_id], discussion.now)
        Acceptance.objects.filter(pk=acceptance.pk).update(accepted_at=moment)
        log = ModelLogEntry.objects.filter(
            action="peersupport.accept", object_id=str(acceptance.question.support_thread.pk)
        )
        log.update(timestamp=moment)
    for follow_up in FollowUp.objects.select_related("thread"):
        moment = _soon_after(follow_up.thread.asked_at, discussion.now)
        FollowUp.objects.filter(pk=follow_up.pk).update(opened_at=moment)
        FollowUpReason.objects.filter(follow_up=follow_up).update(raised_at=moment)
    # When a thread was solved follows from when its answers were accepted.
    refresh_threads(SupportThread.objects.values_list("pk", flat=True))


def _spread(model, written, now):
    """Votes on one comment come one after the other, ever more slowly."""
    seen = {}
    votes = list(model.objects.order_by("pk"))
    for vote in votes:
        seen[vote.comment_id] = rank = seen.get(vote.comment_id, 0) + 1
        age = now - written[vote.comment_id]
        vote.created_at = now - age / (1 + 0.3 * rank)
    model.objects.bulk_update(votes, ["created_at"], batch_size=200)


def _soon_after(moment, now):
    return moment + min(THINKING_TIME, (now - moment) / 2)
