import io
import itertools
import os

from django.core.management import BaseCommand, CommandError, call_command
from django.urls import reverse
from wagtail.models import Site

from shop.loading import database
from shop.loading.accounts import PASSWORD
from shop.loading.blog import is_loaded, load_blog, steps_of
from shop.loading.data import read_accounts, read_content
from shop.loading.pages import move_to
from shop.loading.serving import HOST, free_port
from shop.loading.summary import most_asked_post, what_was_understood
from wagtail_peersupport.hub.models import SupportHubPage
from wagtail_peersupport.management.progress import Progress


class Command(BaseCommand):
    help = "Loads the example shop's blog, unless that was done before, and serves it."
    # The database may not be there yet.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--fresh", action="store_true", help="Throw everything away first.")
        parser.add_argument("--port", type=int, help="Default: 8000, or the next that is free.")
        parser.add_argument(
            "--no-serve", action="store_false", dest="serve", help="Load and print, then end."
        )

    def handle(self, *, fresh, port, serve, verbosity, **options):
        port = free_port(port)
        if fresh:
            database.throw_away()
        try:
            self._prepare()
            self._load(verbosity)
        except KeyboardInterrupt as stop:
            words = "Stopped before the blog was complete; the next run starts over."
            raise CommandError(words, returncode=130) from stop
        move_to(port)
        # What an hourly job does on a real site.
        call_command("peersupport_sweep", stdout=io.StringIO())
        self._introduce()
        if serve:
            self._serve(port)

    def _prepare(self):
        if not database.exists():
            self._say("Making the database (half a minute, the first time only)")
        database.bring_up_to_date()

    def _load(self, verbosity):
        if is_loaded():
            return
        content = read_content()
        done = itertools.count(1)
        with Progress(self.stderr, "Loading the blog", steps_of(content)) as progress:
            refused = load_blog(content, lambda: progress(next(done)))
        if verbosity > 1:
            self._say(f"{refused} votes, acceptances and flags were not allowed.")

    def _introduce(self):
        site = Site.objects.get(is_default_site=True)
        hub = SupportHubPage.objects.child_of(site.root_page).get()
        places = {
            "The blog": f"{site.root_url}/",
            "Most asked": most_asked_post().full_url,
            "Support hub": hub.full_url,
            "Staff queue": site.root_url + reverse("peersupport_staff:queue"),
            "Mail": site.root_url + reverse("letterbox:list"),
            # By another name than the blog's, so that a browser takes it for another site.
            "Another site": f"http://localhost:{site.port}{reverse('another_site')}",
        }
        names = ", ".join(f"{one.username} ({one.role})" for one in read_accounts())
        lines = ["", what_was_understood(), ""]
        lines += [f"  {label:<12}  {url}" for label, url in places.items()]
        lines += [f"  {'Log in as':<12}  {names}", f"  {'Password':<12}  {PASSWORD}", ""]
        self._say("\n".join(lines))

    def _serve(self, port):
        # Whoever reads this knows that it is no server for the internet.
        os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
        call_command("runserver", f"{HOST}:{port}", use_reloader=False)

    def _say(self, text):
        self.stdout.write(text)
        self.stdout.flush()
