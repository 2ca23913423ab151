from django.urls import path

from .endpoints import accept, approve, endpoint, remove, restore, unaccept
from .held import HeldView
from .queue import QueueView
from .thread import ThreadView
from .verbs import VERBS
from .worth_answering import WorthAnsweringView

app_name = "peersupport_staff"

urlpatterns = [
    path("", QueueView.as_view(), name="queue"),
    path("results/", QueueView.as_view(results_only=True), name="queue_results"),
    path("held/", HeldView.as_view(), name="held"),
    path("held/results/", HeldView.as_view(results_only=True), name="held_results"),
    path("held/<int:comment_pk>/approve/", approve, name="approve"),
    path("held/<int:comment_pk>/remove/", remove, name="remove"),
    path("held/<int:comment_pk>/restore/", restore, name="restore"),
    path("worth-answering/", WorthAnsweringView.as_view(), name="worth_answering"),
    path(
        "worth-answering/results/",
        WorthAnsweringView.as_view(results_only=True),
        name="worth_answering_results",
    ),
    path("<int:pk>/", ThreadView.as_view(), name="thread"),
    *(path(f"<int:pk>/{verb.name}/", endpoint(verb), name=verb.name) for verb in VERBS),
    path("<int:pk>/replies/<int:comment_pk>/accept/", accept, name="accept"),
    path("<int:pk>/replies/<int:comment_pk>/unaccept/", unaccept, name="unaccept"),
]
