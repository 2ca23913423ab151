"""The template of the site that our own pages extend."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error
from django.template import Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode

from ..conf import TABLE
from .own_settings import known, line
from .paste import paste


def check_base_template() -> Iterator[CheckMessage]:
    """The default may be missing, since our pages then bring a base of their own."""
    name = known().get("BASE_TEMPLATE")
    if not isinstance(name, str):
        return
    try:
        get_template(name)
    except TemplateDoesNotExist:
        yield Error(
            f"PEERSUPPORT['BASE_TEMPLATE'] is {name!r}, and there is no such template.",
            hint=paste(
                "Name the template of your site that has a block `content`",
                line("BASE_TEMPLATE", "base.html"),
            ),
            id="peersupport.E020",
        )


def check_content_block() -> Iterator[CheckMessage]:
    """Our pages fill it: where the site's template has none, they come out empty."""
    name = known().get("BASE_TEMPLATE", TABLE["BASE_TEMPLATE"].default)
    if not isinstance(name, str):
        return
    try:
        template = get_template(name)
    except (TemplateDoesNotExist, TemplateSyntaxError):
        return
    blocks = block_names(getattr(template, "template", None))
    if "content" not in blocks:
        others = f" It has: {', '.join(sorted(blocks))}." if blocks else ""
        yield checks.Warning(
            f"{name} has no block `content`, so the hub and other pages of ours are empty.{others}",
            hint=paste(
                f"Put it into {name}, around what differs from page to page, or name another "
                "template of yours as BASE_TEMPLATE",
                "{% block content %}{% endblock %}",
            ),
            id="peersupport.W016",
        )


def block_names(template: Any) -> set[str]:
    """The blocks of a template of Django's engine and of those that it extends; of another engine's
    we know nothing, and say "content".
    """
    if not isinstance(template, Template):
        return {"content"}
    names = {block.name for block in template.nodelist.get_nodes_by_type(BlockNode)}
    for extends in template.nodelist.get_nodes_by_type(ExtendsNode):
        # What it extends may stand in a variable.
        parent = extends.parent_name.var if not extends.parent_name.filters else None
        if not isinstance(parent, str):
            return {"content"}
        with suppress(TemplateDoesNotExist, TemplateSyntaxError):
            names |= block_names(template.engine.get_template(parent))
    return names
