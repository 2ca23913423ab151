"""What can be done to many questions of the queue at once."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ... import permissions
from ...accounts import account_name, staff_accounts
from ...actions import endorsing, followups
from ...actions.errors import Refused
from ...models import SupportReply, SupportThread, Topic
from ...models.choices import Outcome
from ...threads.authors import shown_name
from ...threads.wording import first_words
from ...viewer import Viewer
from ..deciding import GUESS, NO, decided, take_decision
from ..retopic import NONE, chosen, put_to
from ..situations import Situation
from ..verbs import BY_NAME
from .base import QueueAction
from .endorsable import first_answers
from .forms import AssignForm, ResolveForm, RetopicForm

WORDS = 200


def _archive() -> str:
    return _("It is in the archive, or no question any more.")


class AssignAction(QueueAction):
    action_type = "assign"
    action_priority = 10
    display_name = gettext_lazy("Assign")
    aria_label = gettext_lazy("Assign the chosen questions")
    icon = "user"
    question = gettext_lazy("Who looks after these questions?")
    button = gettext_lazy("Assign")
    form_class = AssignForm
    for_team = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.viewer.user}

    def get_initial(self) -> dict[str, Any]:
        return {"assignee": str(self.viewer.user.pk)}

    def why_not(self, situation: Situation) -> str:
        return "" if situation.is_current else _archive()

    def words_of(self, situation: Situation) -> str:
        if situation.assignee is None:
            return ""
        return _("Now: %(name)s") % {"name": account_name(situation.assignee)}

    def do(self, situation: Situation, data: dict[str, Any]) -> int | None:
        assignee, before = data["assignee"], situation.assignee
        self.assignee = assignee
        if assignee == before:
            name = account_name(assignee) if assignee else _("Nobody")
            raise Refused(_("%(name)s looks after it already.") % {"name": name})
        if assignee and not permissions.supports(assignee, situation.thread.page_id):
            words = _("%(name)s does not support its post.")
            raise Refused(words % {"name": account_name(assignee)})
        followups.assign(situation.thread, self.viewer, assignee)
        return before.pk if before else None

    @staticmethod
    def take_back(thread: SupportThread, viewer: Viewer, before: int | None) -> None:
        followups.assign(thread, viewer, staff_accounts().filter(pk=before).first())

    def said(self, count: int) -> str:
        if self.assignee is None:
            words = ngettext(
                "%(count)d question is assigned to nobody now.",
                "%(count)d questions are assigned to nobody now.",
                count,
            )
        else:
            words = ngettext(
                "%(name)s looks after %(count)d question now.",
                "%(name)s looks after %(count)d questions now.",
                count,
            )
        name = account_name(self.assignee) if self.assignee else ""
        return words % {"count": count, "name": name}


class ResolveAction(QueueAction):
    action_type = "resolve"
    action_priority = 20
    display_name = gettext_lazy("Resolve")
    aria_label = gettext_lazy("Resolve the chosen questions")
    icon = "check"
    question = gettext_lazy("Take these questions out of the queue?")
    button = gettext_lazy("Resolve")
    form_class = ResolveForm

    def why_not(self, situation: Situation) -> str:
        if BY_NAME[str(Outcome.ANSWERED)].offered(situation, self.viewer):
            return ""
        if situation.is_only_reported:
            return _("Reports are settled where they are shown.")
        return _("Nothing waits for staff there.") if situation.is_current else _archive()

    def do(self, situation: Situation, data: dict[str, Any]) -> None:
        self.outcome = Outcome(data["outcome"])
        followups.resolve(situation.thread, self.viewer, self.outcome)

    @staticmethod
    def take_back(thread: SupportThread, viewer: Viewer, before: None) -> None:
        followups.reopen(thread, viewer)

    def said(self, count: int) -> str:
        words = ngettext(
            "%(count)d question is resolved: %(outcome)s. The filter “Resolved” shows it.",
            "%(count)d questions are resolved: %(outcome)s. The filter “Resolved” shows them.",
            count,
        )
        return words % {"count": count, "outcome": str(self.outcome.label).lower()}


class RetopicAction(QueueAction):
    action_type = "retopic"
    action_priority = 30
    display_name = gettext_lazy("Change topic")
    aria_label = gettext_lazy("Change topic of the chosen questions")
    icon = "tag"
    question = gettext_lazy("What are these questions about?")
    button = gettext_lazy("Change topic")
    form_class = RetopicForm

    def why_not(self, situation: Situation) -> str:
        return _("It is no question any more.") if situation.thread.is_retired else ""

    def words_of(self, situation: Situation) -> str:
        topic = situation.thread.topic
        return _("Now: %(name)s") % {"name": topic.name if topic else _("No topic")}

    def do(self, situation: Situation, data: dict[str, Any]) -> str:
        self.topic = data["topic"]
        before = chosen(situation.thread)
        put_to(situation.thread, self.viewer, self.topic)
        return before

    @staticmethod
    def take_back(thread: SupportThread, viewer: Viewer, before: str) -> None:
        put_to(thread, viewer, before)

    def said(self, count: int) -> str:
        topic = Topic.objects.filter(pk=self.topic).first() if self.topic.isdigit() else None
        if topic is not None:
            words = ngettext(
                "%(count)d question is about “%(topic)s” now.",
                "%(count)d questions are about “%(topic)s” now.",
                count,
            )
            return words % {"count": count, "topic": topic.name}
        if self.topic == NONE:
            words = ngettext(
                "%(count)d question is about none of the topics.",
                "%(count)d questions are about none of the topics.",
                count,
            )
        else:
            words = ngettext(
                "The words of %(count)d question say again what it is about.",
                "The words of %(count)d questions say again what they are about.",
                count,
            )
        return words % {"count": count}


class EndorseAction(QueueAction):
    action_type = "endorse"
    action_priority = 40
    display_name = gettext_lazy("Verify answers")
    aria_label = gettext_lazy("Verify answers: the first of each chosen question")
    icon = "success"
    question = gettext_lazy(
        "Vouch for these answers? Readers will see “verified” and your name under each."
    )
    button = gettext_lazy("Verify")

    @cached_property
    def answers(self) -> dict[int, SupportReply]:
        return first_answers([one.thread for one in self.chosen], self.viewer)

    def why_not(self, situation: Situation) -> str:
        found = self.answers.get(situation.thread.pk)
        if situation.thread.is_retired or situation.thread.is_idea:
            return _("Answers to it can't be verified.")
        if found is None:
            return _("Nobody answered it yet.")
        if getattr(found.comment, "peersupport_endorsement", None):
            return _("Staff have said what they think of its first answer.")
        if permissions.wrote(self.viewer, found.comment):
            return _("Its first answer is your own: somebody else has to vouch for it.")
        return ""

    def words_of(self, situation: Situation) -> str:
        comment = self.answers[situation.thread.pk].comment
        data = {"name": shown_name(comment), "words": first_words(comment.comment, WORDS)}
        return _("%(name)s: “%(words)s”") % data

    def do(self, situation: Situation, data: dict[str, Any]) -> int:
        reply = self.answers[situation.thread.pk]
        endorsing.endorse(reply, self.viewer)
        return reply.comment_id

    @staticmethod
    def take_back(thread: SupportThread, viewer: Viewer, before: int) -> None:
        reply = thread.replies.select_related("thread").filter(comment_id=before).first()
        if reply is None:
            raise Refused(_("This answer is gone."))
        endorsing.take_back(reply, viewer)

    def said(self, count: int) -> str:
        words = ngettext("%(count)d answer is verified.", "%(count)d answers are verified.", count)
        return words % {"count": count}


class NotAQuestionAction(QueueAction):
    action_type = "not-a-question"
    action_priority = 50
    display_name = gettext_lazy("Not a question")
    aria_label = gettext_lazy("Not a question: say so of the chosen ones")
    icon = "no-view"
    question = gettext_lazy("Take these comments for no questions any more?")
    button = gettext_lazy("Not a question")

    def why_not(self, situation: Situation) -> str:
        return _("It is no question any more.") if situation.thread.is_retired else ""

    def do(self, situation: Situation, data: dict[str, Any]) -> str:
        before = decided(situation.thread.comment_id)
        take_decision(situation.thread.comment, self.viewer, NO)
        return before

    @staticmethod
    def take_back(thread: SupportThread, viewer: Viewer, before: str) -> None:
        take_decision(thread.comment, viewer, before or GUESS)

    def said(self, count: int) -> str:
        words = ngettext(
            "%(count)d comment is no longer taken for a question. The filter “Resolved” shows it.",
            "%(count)d comments are no longer taken for questions. The filter “Resolved” shows "
            "them.",
            count,
        )
        return words % {"count": count}


ACTIONS = (AssignAction, ResolveAction, RetopicAction, EndorseAction, NotAQuestionAction)
