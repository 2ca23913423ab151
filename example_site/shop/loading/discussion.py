"""The comments, as if their writers had posted them when they say."""

from datetime import timedelta
from hashlib import sha256

from wagtail_peersupport import comments
from wagtail_peersupport.actions import guests
from wagtail_peersupport.threads.guessing import wants_answer
from wagtail_peersupport.viewer import Viewer


class Discussion:
    """What was said under the posts so far, and who said it."""

    def __init__(self, posts, users, now):
        self.posts = posts
        self.users = users
        self.now = now
        self.rows = {}
        """Comments by their id in the data."""
        self.said = {}
        """What the data says, by the comment's primary key."""
        self.hidden = set()

    def add(self, said):
        """Save one comment. Parents come first."""
        if said.removed or said.parent in self.hidden:
            self.hidden.add(said.id)
        comment = comments.add(
            self.posts[said.post],
            text=said.text,
            name=said.author,
            email=said.email,
            user=self.users.get(said.account),
            submit_date=self.now - timedelta(minutes=said.minutes_ago),
            parent=self.rows.get(said.parent),
            is_removed=said.removed,
            # django-comments-xtd hides what stands below a removed comment.
            is_public=not (said.held or said.parent in self.hidden),
        )
        self.rows[said.id] = comment
        self.said[comment.pk] = said
        wish = True if self._leaves_the_tick(said) else None
        if said.account is None:
            # Every guest confirmed the address by mail, as the settings ask.
            guests.remember_pending(
                comment, voter=self.viewer(said).key, address_hash="", wants_answer=wish
            )
            guests.confirm_pending(comment)
        elif wish:
            guests.remember_wish(comment, wish)

    def _leaves_the_tick(self, said):
        """Whether the form ticked "I'd like an answer to this", and the writer agreed."""
        page, parent = self.posts[said.post], self.rows.get(said.parent)
        return bool(said.wants) and wants_answer(said.text, page, parent, self.viewer(said))

    def viewer(self, said):
        """Whoever wrote this: the account, or the guest in a browser that is always the same."""
        if said.account:
            return Viewer(user=self.users[said.account])
        return Viewer(guest_key=sha256(said.email.encode()).hexdigest()[:24])
