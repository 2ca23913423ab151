from django.urls import path

from . import asker, asking, confirming, deciding, guessing, ideas, posting, telling, verbs

app_name = "wagtail_peersupport"

urlpatterns = [
    path("write/", posting.write, name="write"),
    path("sent/", posting.sent, name="sent"),
    path("guess/", guessing.guess, name="guess"),
    path("confirm/<str:key>/", confirming.confirm, name="confirm"),
    path("<int:pk>/helpful/", verbs.helpful, name="helpful"),
    path("<int:pk>/not-helpful/", verbs.not_helpful, name="not_helpful"),
    path("<int:pk>/unvote/", verbs.unvote, name="unvote"),
    path("<int:pk>/me-too/", verbs.me_too, name="me_too"),
    path("<int:pk>/not-me-too/", verbs.not_me_too, name="not_me_too"),
    path("<int:pk>/tell-me/", telling.tell_me, name="tell_me"),
    path("<int:pk>/do-not-tell-me/", telling.do_not_tell_me, name="do_not_tell_me"),
    path("tell-me/<str:key>/", telling.confirm_telling, name="confirm_telling"),
    path("stop-telling/<str:key>/", telling.stop_telling, name="stop_telling"),
    path("<int:pk>/accept/", verbs.accept, name="accept"),
    path("<int:pk>/unaccept/", verbs.unaccept, name="unaccept"),
    path("<int:pk>/ask-for-staff/", verbs.ask_for_staff, name="ask_for_staff"),
    path("<int:pk>/blocking/", verbs.blocking, name="blocking"),
    path("<int:pk>/not-blocking/", verbs.not_blocking, name="not_blocking"),
    path("asker/<str:token>/", asker.asker, name="asker"),
    path("<int:pk>/another-way/", asking.another_way, name="another_way"),
    path("<int:pk>/not-another-way/", asking.not_another_way, name="not_another_way"),
    path("<int:pk>/stuck/", asking.still_stuck, name="stuck"),
    path("<int:pk>/not-stuck/", asking.not_stuck, name="not_stuck"),
    path("<int:pk>/not-yet/", asking.not_yet, name="not_yet"),
    path("<int:pk>/withdraw-question/", asking.withdraw_question, name="withdraw_question"),
    path("<int:pk>/bring-back/", asking.bring_back_question, name="bring_back_question"),
    path("<int:pk>/needs-support/", deciding.needs_support, name="needs_support"),
    path("<int:pk>/needs-no-support/", deciding.needs_no_support, name="needs_no_support"),
    path("<int:pk>/kind/<str:name>/", deciding.kind, name="kind"),
    path("<int:pk>/withdraw/", deciding.withdraw, name="withdraw"),
    path("<int:pk>/idea/", ideas.idea, name="idea"),
    path("<int:pk>/idea/<str:name>/", ideas.idea_state, name="idea_state"),
    path("<int:pk>/thank/", deciding.thank, name="thank"),
    path("<int:pk>/unthank/", deciding.unthank, name="unthank"),
    path("<int:pk>/feature/", deciding.feature, name="feature"),
    path("<int:pk>/unfeature/", deciding.unfeature, name="unfeature"),
]
