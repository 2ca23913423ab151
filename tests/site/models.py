"""The smallest blog that a Wagtail site has: an index and its posts."""

import datetime

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from wagtail_peersupport.blocks import SupportThreadsBlock
from wagtail_peersupport.panels import SupportQuestionsPanel


class BlogIndexPage(Page):
    intro = models.TextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["blog.BlogPage", "blog.StoryPage", "blog.NotePage"]
    template = "blog/blog_index_page.html"

    def posts(self):
        return BlogPage.objects.child_of(self).live().order_by("-date", "-pk")


class BlogPage(Page):
    date = models.DateField(default=datetime.date.today)
    intro = models.TextField(blank=True)
    body = RichTextField(blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("intro"),
        FieldPanel("body"),
        SupportQuestionsPanel(),
    ]
    parent_page_types = ["blog.BlogIndexPage"]
    template = "blog/blog_page.html"

    def get_absolute_url(self):
        return self.url


class StoryPage(Page):
    """A post of blocks."""

    body = StreamField(
        [
            ("heading", CharBlock()),
            ("paragraph", RichTextBlock(features=["bold", "italic", "link", "h3", "ul"])),
            ("questions", SupportThreadsBlock()),
        ],
        blank=True,
        block_counts={"paragraph": {"max_num": 2}},
    )

    content_panels = [*Page.content_panels, FieldPanel("body")]
    api_fields = ["body"]
    parent_page_types = ["blog.BlogIndexPage"]
    template = "blog/story_page.html"

    def get_absolute_url(self):
        return self.url


class NotePage(Page):
    """A post without rich text."""

    text = models.TextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("text")]
    parent_page_types = ["blog.BlogIndexPage"]
    template = "blog/note_page.html"

    def get_absolute_url(self):
        return self.url
