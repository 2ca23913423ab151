"""Posts with something going on under them."""

from datetime import timedelta

from django.utils import timezone

from tests.keeping import factory, kept


@factory
def say():
    """Writes a settled comment: ``say(post, "Is it?", name="Ines", parent=…, minutes_ago=…)``."""
    from wagtail_peersupport import comments
    from wagtail_peersupport.actions.sync import sync_comments

    def say(post, text, name="Ines", minutes_ago=60, **fields):
        user = fields.get("user")
        email = fields.pop("email", user.email if user else f"{name.lower()}@example.com")
        with comments.quietly():
            comment = comments.add(
                post,
                text=text,
                name=name,
                email=email,
                submit_date=timezone.now() - timedelta(minutes=minutes_ago),
                **fields,
            )
        sync_comments([comment.pk], announce=False)
        comment.refresh_from_db()
        return comment

    return say


@factory
def helped():
    """Gives a comment helpful votes: ``helped(comment, 3)``."""
    from wagtail_peersupport.models import HelpfulVote

    def helped(comment, times=1):
        HelpfulVote.objects.bulk_create(
            HelpfulVote(
                comment_id=comment.pk, voter=f"g:{n}", helpful=True, created_at=timezone.now()
            )
            for n in range(times)
        )

    return helped


@factory
def accept():
    """Accepts an answer: ``accept(answer)``; ``for_asker=True`` as staff do for the asker."""
    from wagtail_peersupport.actions.refreshing import refresh_threads
    from wagtail_peersupport.models import Acceptance, SupportReply

    def accept(answer, for_asker=False):
        reply = SupportReply.objects.select_related("thread").get(comment_id=answer.pk)
        Acceptance.objects.create(
            question_id=reply.thread.comment_id,
            answer_id=answer.pk,
            voter="g:asker",
            for_asker=for_asker,
            accepted_at=timezone.now(),
        )
        refresh_threads([reply.thread_id])

    return accept


@factory
def solve(post, say, accept):
    """Somebody with a confirmed address answers, and it is accepted: ``solve("Bram", times=2)``."""
    from wagtail_peersupport.models import CommentOrigin

    def solve(name, times=1, page=post, accepted=True):
        for number in range(times):
            asked = say(page, f"Does edition {number} of {name} run small?", minutes_ago=300)
            answer = say(
                page,
                "Size up. The cotton shrinks about half a size in the first wash.",
                name=name,
                parent=asked,
                minutes_ago=200,
            )
            CommentOrigin.objects.create(comment_id=answer.pk, is_confirmed=True)
            if accepted:
                accept(answer)
        return answer

    return solve


@kept
def hub(home):
    """The support hub, at ``/help/``."""
    from wagtail_peersupport.hub.models import SupportHubPage

    return home.add_child(instance=SupportHubPage(title="Help from readers", slug="help"))


@kept
def question(post, say):
    return say(post, "Does the heavy tee run small? I'm between M and L.", minutes_ago=300)


@kept
def answer(post, say, question):
    return say(
        post,
        "Size up. The cotton shrinks about half a size in the first wash.",
        name="Bram",
        parent=question,
        minutes_ago=260,
    )


@kept
def staff(django_user_model):
    from tests.staff_accounts import let_support

    return let_support(django_user_model.objects.create_user("mara", "mara@example.org", "mara"))
