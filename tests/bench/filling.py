"""A blog with very many threads, made set-wise; on PostgreSQL only."""

from __future__ import annotations

import random
from dataclasses import dataclass

LOCALES = ("en", "de", "fr")
POSTS = 2_000
OPEN = 300
"""Questions that wait for readers, however many threads there are: two thirds unanswered."""
IDEAS = 60
EACH = 4
"""So many comments a thread has at most: its question and three answers."""
TEXTS = 20_000
WORDS = 3_000
HELPERS = 200
TOPICS = ("Sizes", "Shipping", "Washing", "Colours", "Returns", "Gifts", "Printing", "Billing")


@dataclass(frozen=True, slots=True)
class Words:
    """The words that comments are made of: the first of them are in many, the last in few."""

    all: tuple[str, ...]

    def text(self, chance: random.Random, count: int) -> str:
        return " ".join(self.all[int(chance.random() ** 3 * WORDS)] for __ in range(count))


def make_words() -> Words:
    chance = random.Random(7)
    found: dict[str, None] = {}
    while len(found) < WORDS:
        found["".join(_syllable(chance) for __ in range(chance.randint(2, 4)))] = None
    return Words(tuple(found))


def _syllable(chance: random.Random) -> str:
    return chance.choice("bdfgklmnprstvw") + chance.choice("aeiou")


def fill(threads: int) -> None:
    """A site in three languages with 2,000 posts and this many threads, a few hundred of them open,
    the rest solved, closed or archive; with everything that reading them reads.
    """
    make_pages()
    make_people()
    fill_threads(threads)


def fill_threads(count: int) -> None:
    """So many threads instead of those that are there."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE django_comments, wagtailsearch_indexentry CASCADE")
    make_threads(count)


def make_pages() -> None:
    """A hub and a blog for each language; a tenth of the first blog's posts are for members."""
    from wagtail.models import Locale, Page, PageViewRestriction, Site

    from tests.site.models import BlogIndexPage
    from wagtail_peersupport.hub.models import SupportHubPage

    site = Site.objects.get(is_default_site=True)
    homes = [site.root_page]
    for code in LOCALES[1:]:
        locale = Locale.objects.create(language_code=code)
        homes.append(site.root_page.copy_for_translation(locale))
        homes[-1].save_revision().publish()
    for home in homes:
        home.refresh_from_db()
        home.add_child(instance=SupportHubPage(title="Help", slug="help", locale_id=home.locale_id))
        blog = home.add_child(
            instance=BlogIndexPage(title="Blog", slug="blog", locale_id=home.locale_id)
        )
        _add_posts(blog, POSTS // len(homes))
    members = Page.objects.filter(slug__endswith="0", slug__startswith="post-1", live=True)[:20]
    for page in members:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    Site.clear_site_root_paths_cache()


def _add_posts(blog: object, count: int) -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from wagtail.models import Page

    from tests.site.models import BlogPage

    content_type = ContentType.objects.get_for_model(BlogPage)
    Page.objects.bulk_create(
        Page(
            title=f"Post {number} of the workshop",
            draft_title=f"Post {number} of the workshop",
            slug=f"post-{number}",
            path=Page._get_path(blog.path, blog.depth + 1, number),
            depth=blog.depth + 1,
            url_path=f"{blog.url_path}post-{number}/",
            content_type=content_type,
            locale_id=blog.locale_id,
        )
        for number in range(1, count + 1)
    )
    Page.objects.filter(pk=blog.pk).update(numchild=count)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO blog_blogpage (page_ptr_id, date, intro, body) "
            "SELECT id, now()::date, '', '' FROM wagtailcore_page "
            "WHERE content_type_id = %s AND path LIKE %s",
            [content_type.pk, f"{blog.path}%"],
        )


def make_people() -> None:
    from django.contrib.auth import get_user_model

    from wagtail_peersupport.models import Topic

    get_user_model().objects.bulk_create(
        get_user_model()(username=f"helper{n}", email=f"helper{n}@example.com")
        for n in range(HELPERS)
    )
    Topic.objects.bulk_create(
        Topic(name=name, slug=name.lower(), staff_only=name == "Billing", sort_order=place)
        for place, name in enumerate(TOPICS)
    )


def make_threads(count: int) -> None:
    """Thread 1 is the newest. Its comments have the keys from 4 times its number on."""
    from django.db import connection

    words, chance = make_words(), random.Random(11)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE words (id int PRIMARY KEY, question text, answer text)")
        with cursor.copy("COPY words FROM STDIN") as copy:
            for number in range(TEXTS):
                question = f"Why is {words.text(chance, 6)}? {words.text(chance, 8)}."
                copy.write_row((number, question, f"{words.text(chance, 24)}."))
        for statement in STATEMENTS:
            cursor.execute(statement, {"count": count} | _keys())
        cursor.execute("DROP TABLE words")
        for table in ("django_comments", "wagtail_peersupport_supportthread"):
            cursor.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")


def _keys() -> dict[str, int]:
    from django.contrib.contenttypes.models import ContentType

    from tests.site.models import BlogPage
    from wagtail_peersupport.models import SupportThread

    return {
        "each": EACH,
        "texts": TEXTS,
        "open": OPEN,
        "unanswered": OPEN * 2 // 3,
        "ideas": OPEN + IDEAS,
        "helpers": HELPERS,
        "topics": len(TOPICS),
        "post_type": ContentType.objects.get_for_model(BlogPage).pk,
        "thread_type": ContentType.objects.get_for_model(SupportThread).pk,
    }


#: What is so of thread ``n``, of which the newest is 1.
_DRAFT = """
CREATE TEMP TABLE draft AS
WITH posts AS (
    SELECT page_ptr_id AS page, row_number() OVER (ORDER BY page_ptr_id) - 1 AS place
    FROM blog_blogpage
), topics AS (
    SELECT id AS topic, row_number() OVER (ORDER BY id) - 1 AS place
    FROM wagtail_peersupport_topic
)
SELECT n, n * %(each)s AS comment, page, topic, kind, is_archive,
    now() - n * interval '29 minutes' AS asked_at,
    CASE WHEN n <= %(unanswered)s THEN 0 WHEN state = 'archive' THEN n %% 2
         ELSE 1 + n %% (%(each)s - 1) END AS answers,
    state = 'solved' AS is_solved, state = 'closed' AS is_closed
FROM (
    SELECT n, CASE WHEN n > %(open)s AND n <= %(ideas)s THEN 'idea' ELSE 'question' END AS kind,
        CASE WHEN n <= %(ideas)s THEN 'open' WHEN n %% 10 < 7 THEN 'solved'
             WHEN n %% 10 < 9 THEN 'archive' ELSE 'closed' END AS state,
        n > %(ideas)s AND n %% 10 BETWEEN 7 AND 8 AS is_archive
    FROM generate_series(1, %(count)s) n
) numbered
JOIN posts ON place = n * 7919::bigint %% (SELECT count(*) FROM posts)
LEFT JOIN topics ON topics.place = n * 31 %% (%(topics)s + 3)
"""
_COMMENTS = """
CREATE TEMP TABLE said AS
SELECT comment + k AS id, n, k, comment AS root, page, asked_at + k * interval '40 minutes' AS at,
    CASE k WHEN 0 THEN question ELSE answer END AS text,
    CASE k WHEN 0 THEN 'Asker ' || n %% 5000
         ELSE 'Helper ' || (n * 13 + k) %% %(helpers)s END AS name,
    CASE WHEN k > 0 AND n %% 2 = 0
         THEN (SELECT min(id) FROM auth_user) + (n * 13 + k) %% %(helpers)s END AS account
FROM draft
JOIN generate_series(0, %(each)s - 1) k ON k <= answers
JOIN words ON words.id = (n * 104729::bigint + k * 31) %% %(texts)s
ORDER BY comment + k
"""
STATEMENTS = (
    _DRAFT,
    _COMMENTS,
    """INSERT INTO django_comments (id, content_type_id, object_pk, site_id, user_id, user_name,
        user_email, user_url, comment, submit_date, is_public, is_removed)
    SELECT id, %(post_type)s, page::text, 1, account, name, lower(replace(name, ' ', '')) ||
        '@example.com', '', text, at, true, k = 3 AND n %% 50 = 0 FROM said""",
    """INSERT INTO django_comments_xtd_xtdcomment (comment_ptr_id, thread_id, parent_id, level,
        "order", followup, nested_count)
    SELECT id, root, root, sign(k), k + 1, false, 0 FROM said""",
    """INSERT INTO wagtail_peersupport_supportthread (id, comment_id, page_id, kind, language,
        is_archive, is_retired, topic_id, is_off_post, urgency, asked_at, opened_at, answered_at,
        reader_answered_at, solved_at, closed_at, waits_from, paused_at, last_activity_at,
        answer_count, me_too_count)
    SELECT n, comment, page, kind, 'en', is_archive, false, topic, false, '[]', asked_at, asked_at,
        CASE WHEN answers > 0 THEN asked_at + interval '40 minutes' END,
        CASE WHEN answers > 0 THEN asked_at + interval '40 minutes' END,
        CASE WHEN is_solved THEN asked_at + interval '1 day' END,
        CASE WHEN is_closed THEN asked_at + interval '2 days' END,
        asked_at, CASE WHEN answers > 0 THEN asked_at + interval '40 minutes' END,
        asked_at + answers * interval '40 minutes', answers, n * 17 %% 9
    FROM draft""",
    """INSERT INTO wagtail_peersupport_supportreply (comment_id, thread_id, role, link, confidence,
        by_asker, merit, merit_reasons)
    SELECT id, n, 'answer', 'replied', 1, false, .5, '[]' FROM said WHERE k > 0""",
    """INSERT INTO wagtail_peersupport_acceptance (question_id, answer_id, voter, for_asker,
        accepted_at)
    SELECT comment, comment + 1, 'g:' || n, false, asked_at + interval '1 day' FROM draft
    WHERE is_solved""",
    """INSERT INTO wagtail_peersupport_commentanalysis (comment_id, kind, role, needs_support,
        score, kind_score, role_score, is_public, is_unsure, urgency, claims, reasons, language,
        points_back, engine_version, digest, analyzed_at)
    SELECT id, CASE k WHEN 0 THEN 'question' ELSE 'remark' END,
        CASE k WHEN 0 THEN 'other' ELSE 'answer' END, k = 0, .9, .9, .9, true, false, '[]', '[]',
        '[]', 'en', false, 'bench', '', at FROM said""",
    """INSERT INTO wagtail_peersupport_commentorigin (comment_id, voter, is_confirmed, is_held,
        capacity)
    SELECT id, 'g:' || id, true, false, '' FROM said WHERE account IS NULL""",
    """INSERT INTO wagtail_peersupport_helpfulvote (comment_id, voter, address_hash, created_at,
        helpful, counts)
    SELECT comment + 1, 'g:v' || v, '', asked_at, v < 3, true
    FROM draft, generate_series(1, 3) v WHERE answers > 0 AND n %% 3 = 0""",
    """INSERT INTO wagtail_peersupport_metoo (comment_id, voter, address_hash, created_at,
        wants_mail, email, is_confirmed)
    SELECT comment, 'g:m' || m, '', asked_at, false, '', true
    FROM draft, generate_series(1, 8) m WHERE m <= n * 17 %% 9""",
    """INSERT INTO wagtailsearch_indexentry (content_type_id, object_id, title_norm, autocomplete,
        title, body, title_text, body_text)
    SELECT %(thread_type)s, n::text, 1, setweight(to_tsvector('simple', title), 'A'),
        setweight(to_tsvector('simple', title), 'A'),
        setweight(to_tsvector('simple', body), 'C'), '', ''
    FROM (
        SELECT n, split_part(min(text) FILTER (WHERE k = 0), '?', 1) AS title,
            string_agg(text, E'\\n' ORDER BY k) AS body
        FROM said GROUP BY n
    ) texts""",
    "DROP TABLE said",
    "DROP TABLE draft",
)
