from django.urls import path

from .bulk.endpoint import undo_bulk
from .by_mail import ByMailView
from .caring_verbs import hand_over, note, seen, snooze, unnote, unseen, wake
from .choosing import MergeView, MoveView
from .deciding import decide
from .endpoints import accept, approve, endpoint, remove, restore, unaccept
from .held import HeldView
from .ideas import set_state
from .insights.views import InsightsView
from .judging import close, judge, open_again
from .queue import QueueView
from .rearranging import put_back, restore_place, set_apart, split_off, unmerge
from .rechecking import still_right
from .replying import ReplyView
from .reports import bring_back, keep, take_out, unkeep
from .retopic import retopic
from .teaching import TeachView
from .team import TeamView
from .thanking import thank_helper
from .thread import ThreadView
from .unsure import UnsureView
from .verbs import VERBS
from .worth_answering import WorthAnsweringView

app_name = "peersupport_staff"

urlpatterns = [
    path("", QueueView.as_view(), name="queue"),
    path("results/", QueueView.as_view(results_only=True), name="queue_results"),
    path("undo/", undo_bulk, name="undo_bulk"),
    path("by-mail/", ByMailView.as_view(), name="by_mail"),
    path("held/", HeldView.as_view(), name="held"),
    path("held/results/", HeldView.as_view(results_only=True), name="held_results"),
    path("held/<int:comment_pk>/approve/", approve, name="approve"),
    path("held/<int:comment_pk>/remove/", remove, name="remove"),
    path("held/<int:comment_pk>/restore/", restore, name="restore"),
    path("unsure/", UnsureView.as_view(), name="unsure"),
    path("unsure/results/", UnsureView.as_view(results_only=True), name="unsure_results"),
    path("comments/<int:comment_pk>/decide/", decide, name="decide"),
    path("comments/<int:comment_pk>/judge/", judge, name="judge"),
    path("comments/<int:comment_pk>/thank-helper/", thank_helper, name="thank_helper"),
    path("comments/<int:comment_pk>/keep/", keep, name="keep"),
    path("comments/<int:comment_pk>/unkeep/", unkeep, name="unkeep"),
    path("comments/<int:comment_pk>/take-out/", take_out, name="take_out"),
    path("comments/<int:comment_pk>/bring-back/", bring_back, name="bring_back"),
    path("worth-answering/", WorthAnsweringView.as_view(), name="worth_answering"),
    path(
        "worth-answering/results/",
        WorthAnsweringView.as_view(results_only=True),
        name="worth_answering_results",
    ),
    path("insights/", InsightsView.as_view(), name="insights"),
    path("insights/results/", InsightsView.as_view(results_only=True), name="insights_results"),
    path("team/", TeamView.as_view(), name="team"),
    path("<int:pk>/", ThreadView.as_view(), name="thread"),
    *(path(f"<int:pk>/{verb.name}/", endpoint(verb), name=verb.name) for verb in VERBS),
    path("<int:pk>/reply/", ReplyView.as_view(), name="reply"),
    path("<int:pk>/seen/", seen, name="seen"),
    path("<int:pk>/unseen/", unseen, name="unseen"),
    path("<int:pk>/snooze/", snooze, name="snooze"),
    path("<int:pk>/wake/", wake, name="wake"),
    path("<int:pk>/note/", note, name="note"),
    path("<int:pk>/notes/<int:note_pk>/delete/", unnote, name="unnote"),
    path("<int:pk>/hand-over/", hand_over, name="hand_over"),
    path("<int:pk>/close/", close, name="close"),
    path("<int:pk>/open-again/", open_again, name="open_again"),
    path("<int:pk>/teach/", TeachView.as_view(), name="teach"),
    path("comments/<int:comment_pk>/still-right/", still_right, name="still_right"),
    path("<int:pk>/idea/", set_state, name="idea"),
    path("<int:pk>/topic/", retopic, name="retopic"),
    path("<int:pk>/merge/", MergeView.as_view(), name="merge"),
    path("<int:pk>/unmerge/", unmerge, name="unmerge"),
    path("comments/<int:comment_pk>/move/", MoveView.as_view(), name="move"),
    path("comments/<int:comment_pk>/set-apart/", set_apart, name="set_apart"),
    path("comments/<int:comment_pk>/split-off/", split_off, name="split_off"),
    path("comments/<int:comment_pk>/put-back/", put_back, name="put_back"),
    path("comments/<int:comment_pk>/restore-place/", restore_place, name="restore_place"),
    path("<int:pk>/replies/<int:comment_pk>/accept/", accept, name="accept"),
    path("<int:pk>/replies/<int:comment_pk>/unaccept/", unaccept, name="unaccept"),
]
