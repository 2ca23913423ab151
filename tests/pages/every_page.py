"""One of every page that readers, and staff on the site, may come across."""

import json
import re
from datetime import timedelta

from django.core import mail
from django.utils import timezone

from tests.helping import weeks_go_by
from tests.pages.asking import ANSWERED, ASKED, SAME
from tests.readers import Reader, link_in
from tests.site.models import StoryPage
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.models import SupportThread

HELPERS = ("Bram", "Cleo", "Dirk", "Edda", "Finn")
LONG_NAME = "Maximiliane-Theodora von Hohenlohe-Schillingsfürst"
LONG = (
    "Does the Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtenshirt shrink, "
    f"as https://example.com/{'a-very-long-path/' * 6}?session={'0123456789abcdef' * 5} says?"
)
ARABIC = "هل يتقلص القميص الثقيل بعد الغسل؟ أريد أن أعرف المقاس المناسب."
NASTY = (
    'Does <img src="x" onerror="alert(1)"> or &lt;script&gt;alert(2)&lt;/script&gt; shrink '
    "when I wash it?"
)
NASTY_NAME = '"><script>alert(3)</script>'
EMAIL = "ann@example.com"


class EveryPage:
    """Writes a blog with something of everything; the fixtures of the same names do the writing.

    ``paths`` are addresses that anybody may open. ``kept`` is the markup of what answers a POST, or
    what only one reader is shown, as they got it.
    """

    def __init__(self, *, hub, post, say, accept, solve, helped, staff):
        self.hub, self.post = hub, post
        self.say, self.accept, self.helped = say, accept, helped
        self.staff = Reader("Mara", account=staff)
        self.ann = Reader("Ann", EMAIL)
        for name in HELPERS:
            solve(name)
        weeks_go_by()
        self._write()
        index_threads(SupportThread.objects.values_list("pk", flat=True))
        self.paths = self._paths()
        shown = {**self._before_posting(), **self._by_link(), **self._of_staff()}
        self.kept = {name: response.content.decode() for name, response in shown.items()}
        self.kept["mail"] = self._told().alternatives[0][0]

    def _write(self):
        say, post = self.say, self.post
        self.solved = say(post, ASKED, name="Ines", minutes_ago=900)
        answer = say(post, ANSWERED, name="Bram", parent=self.solved, minutes_ago=800)
        self.accept(answer)
        self.helped(answer, 9)
        names = ("Gil", "Hedda", "Ivo", "Jo")
        for number, name in enumerate(names):
            below = say(post, "Good to know, thank you!", name=name, parent=self.solved)
            if number == 0:
                say(post, "Indeed, and I mean it.", name="Kim", parent=below)
        self.long = say(post, LONG, name=LONG_NAME, minutes_ago=700)
        say(post, f"> {LONG}\n\nIt says: {'A' * 90}", name="Lu", parent=self.long)
        say(post, ARABIC, name="ليلى", minutes_ago=650)
        self.nasty = say(post, NASTY, name=NASTY_NAME, email="eve@example.com", minutes_ago=620)
        self.open = say(post, "Is there a discount for members?", name="Olav", minutes_ago=600)
        self.closed = say(post, "Do you still sell the blue caps?", name="Pia", minutes_ago=500)
        rude = say(post, "You are all fools.", name="Rude", minutes_ago=400)
        say(post, "That is not how we talk here.", name="Gerry", parent=rude)
        type(rude).norel_objects.filter(pk=rude.pk).update(is_removed=True)
        self.asked = self.ann.write(post, "How much is a shirt in size XXXL, with tax?")
        self.reply = Reader("Bob").write(post, "It is 36 euro, with everything.", self.asked)
        self.staff.press("close", self.closed, note="The maker stopped making them.")
        day = timezone.localdate() + timedelta(days=2)
        self.staff.press("answer-by", self.open, answer_by=day.isoformat())

    def _paths(self):
        threads = SupportThread.objects.filter(comment__in=[self.solved.pk, self.open.pk])
        value = {
            "heading": "Asked often",
            "threads": [thread.pk for thread in threads],
            "topic": "",
            "limit": 5,
        }
        body = json.dumps([{"type": "questions", "value": value}])
        blog = self.post.get_parent().specific
        story = blog.add_child(instance=StoryPage(title="A story", slug="story", body=body))
        hub, post = self.hub.url, self.post.url
        return {
            "section": f"{post}?posted={self.long.pk}&reply_to={self.solved.pk}",
            "block in a page": story.url,
            "form": f"/comments/write/?page={self.post.pk}&reply_to={self.solved.pk}",
            "report": f"/comments/{self.reply.pk}/report/",
            "hub": hub,
            "hub, narrowed": f"{hub}?post={self.post.pk}&tab=solved&sort=oldest",
            "hub, found": f"{hub}?q=shirt",
            "hub, nothing found": f"{hub}?q=zebra",
            "ask": f"{hub}ask/",
            "helpers": f"{hub}helpers/",
            "solved thread": f"{hub}{self.solved.pk}/",
            "open thread": f"{hub}{self.open.pk}/",
            "thread by somebody nasty": f"{hub}{self.nasty.pk}/",
            "closed thread": f"{hub}{self.closed.pk}/",
            "my help": "/comments/my-help/",
            "bad link": "/comments/confirm/abc/",
            "link that is void": "/comments/asker/abc/",
        }

    def _before_posting(self):
        secret = f"{SAME} Call me on +49 170 1234567, order 48213."
        cleo = Reader("Cleo")
        review = cleo.send(self.post, secret)
        sent = cleo.anyway(review)
        cleo.press("me-too", self.open)
        told = cleo.press("tell-me", self.open, email="cleo@example.com")
        confirm = link_in(mail.outbox[-1], "/tell-me/")
        return {
            "review": review,
            "check your mail": sent,
            "something is wrong": cleo.send(self.post, "Well, well.", email="cleo@"),
            "helped": cleo.client.post(
                f"/comments/{self.solved.pk}/helped/", {"object_pk": self.post.pk, "comment": SAME}
            ),
            "reported": cleo.press("report", self.reply, reason="wrong"),
            "tell me": cleo.client.get(f"/comments/{self.open.pk}/tell-me/"),
            "tell me, sent": told,
            "tell me, confirm": cleo.client.get(confirm),
            "refused": cleo.press("accept", self.reply),
        }

    def _by_link(self):
        links = re.findall(r"https?://[^/\s]+(/comments/asker/\S+)", self._told().body)
        return {f"link {n} in a mail": self.ann.client.get(path) for n, path in enumerate(links)}

    def _told(self):
        return next(one for one in reversed(mail.outbox) if one.to == [EMAIL])

    def _of_staff(self):
        get = self.staff.client.get
        return {
            "section, for staff": get(self.post.url),
            "thread, for staff": get(f"{self.hub.url}{self.asked.pk}/", follow=True),
            "reports": get(f"/comments/{self.reply.pk}/reports/"),
            "judge": get(f"/comments/{self.reply.pk}/judge/"),
            "close": get(f"/comments/{self.open.pk}/close/"),
            "answer by": get(f"/comments/{self.open.pk}/answer-by/"),
            "thank a helper": get(f"/comments/{self.reply.pk}/thank-helper/"),
        }
