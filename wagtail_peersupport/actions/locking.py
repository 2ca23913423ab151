from ..models import SupportThread


def lock(thread_pk: int) -> SupportThread:
    """The thread, locked until the transaction ends; verbs take this first, so they act one at a
    time.
    """
    return (
        SupportThread.objects.select_for_update(of=("self",))
        .select_related("comment__user", "page")
        .get(pk=thread_pk)
    )
