"""The shop's blog: one index for each language, and its posts."""

import datetime

from django.db import models
from django.templatetags.static import static
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from wagtail_peersupport.panels import SupportQuestionsPanel


class BlogIndexPage(Page):
    """The home page of one language."""

    tagline = models.CharField(max_length=200, blank=True)
    about = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("tagline"), FieldPanel("about")]
    subpage_types = ["shop.BlogPage", "wagtail_peersupport_hub.SupportHubPage"]
    template = "shop/blog_index_page.html"

    def posts(self):
        """The live posts with their authors, newest first."""
        posts = BlogPage.objects.child_of(self).live().select_related("owner")
        return posts.order_by("-date", "-pk")


class BlogPage(Page):
    date = models.DateField(default=datetime.date.today)
    intro = models.TextField(blank=True)
    body = RichTextField(blank=True)
    cover = models.CharField(
        max_length=100, blank=True, help_text="File name of a drawing in data/images."
    )
    cover_alt = models.CharField(max_length=200, blank=True, verbose_name="What the cover shows")

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("cover"),
        FieldPanel("cover_alt"),
        SupportQuestionsPanel(),
    ]
    parent_page_types = ["shop.BlogIndexPage"]
    subpage_types = []
    template = "shop/blog_page.html"

    def get_absolute_url(self):
        return self.url

    @property
    def cover_url(self):
        return static(f"covers/{self.cover}") if self.cover else ""

    def neighbours(self):
        """The two posts written next before this one, else after it: what to read next."""
        others = BlogPage.objects.sibling_of(self, inclusive=False).live()
        before = others.filter(date__lte=self.date).order_by("-date", "-pk")[:2]
        return before or others.order_by("date", "pk")[:2]
