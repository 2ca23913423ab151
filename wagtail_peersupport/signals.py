"""What others may listen to. Every signal is sent after the database holds what it tells.

``sender`` is the model class of the row. See docs/reference/signals.md for an example of each.
"""

from django.dispatch import Signal

#: A comment opened a support thread. Arguments: ``thread``.
thread_opened = Signal()
#: A comment was found to belong to a thread. Arguments: ``reply``.
reply_added = Signal()
#: An answer was accepted. Arguments: ``thread``, ``acceptance``.
answer_accepted = Signal()
#: An acceptance was taken back. Arguments: ``thread``, ``comment``.
answer_unaccepted = Signal()
#: The asker solved it without any of the answers. Arguments: ``thread``, ``ending``.
solved_another_way = Signal()
#: Staff vouched for an answer, or marked it as outdated or wrong. Arguments: ``thread``,
#: ``endorsement``.
answer_endorsed = Signal()
#: Somebody asked for staff, the asker is blocked or still stuck, readers reported a comment, or
#: staff flagged a thread. Arguments: ``thread``, ``reason``.
staff_needed = Signal()
#: Staff resolved what was open on a thread. Arguments: ``thread``, ``follow_up``.
follow_up_resolved = Signal()
#: Staff said that a thread asks the same as another one. Arguments: ``thread``, ``into``.
threads_merged = Signal()
#: A published post leads to a question that staff put into it. Arguments: ``thread``, ``lesson``.
post_learned = Signal()
#: Staff wrote a letter of thanks to whoever gave an answer. Arguments: ``thanks``.
helper_thanked = Signal()
#: The facts of threads changed (counts, status, visibility): purge caches here. Arguments:
#: ``threads``.
threads_changed = Signal()
#: Comments of posts were read: written, changed, hidden or removed. Arguments: ``pages``.
comments_read = Signal()
