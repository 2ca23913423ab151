"""Every way to set the site up wrong, in the order to put it right, with what to type.

Django prints messages sorted by level and id, so the ids are numbered in the order of the steps. An
id never changes its meaning; docs/reference/checks.md lists them all.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.core import checks

from . import (
    api,
    base_template,
    comment_settings,
    deployment,
    installed,
    own_settings,
    pages,
    project,
    rows,
    services,
)

Step = Callable[[], Iterable[checks.CheckMessage]]

#: What `manage.py check` looks at.
STEPS: tuple[Step, ...] = (
    installed.check_apps,
    installed.check_order,
    installed.check_version,
    installed.check_snippets,
    comment_settings.check_site_id,
    comment_settings.check_comments_app,
    comment_settings.check_comment_model,
    comment_settings.check_salt,
    comment_settings.check_depth,
    comment_settings.check_confirmation,
    project.check_context_processor,
    project.check_middleware,
    project.check_urls,
    api.check_api,
    pages.check_absolute_url,
    pages.check_hub_takes_comments,
    own_settings.check_names,
    own_settings.check_other_names,
    own_settings.check_values,
    own_settings.check_engine,
    own_settings.check_weights,
    base_template.check_base_template,
    base_template.check_content_block,
    own_settings.check_private_contact,
    services.check_task_apps,
    services.check_search,
    services.check_postgres,
)

#: What `manage.py check --deploy` adds.
DEPLOY_STEPS: tuple[Step, ...] = (
    deployment.check_sqlite,
    deployment.check_threaded_mail,
    deployment.check_sender,
)


def register_checks() -> None:
    """Register all checks; called once from ``ready()``."""
    checks.register(check_setup)
    checks.register(check_deployment, deploy=True)
    checks.register(check_rows, checks.Tags.database)
    checks.register(check_rows_to_deploy, checks.Tags.database, deploy=True)


def check_setup(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return _run(STEPS) if _is_asked_for(app_configs) else []


def check_deployment(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return _run(DEPLOY_STEPS) if _is_asked_for(app_configs) else []


def check_rows(
    app_configs: Any, databases: Collection[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """What only the database knows; it may be empty, since `migrate` runs this first."""
    return _run(rows.STEPS) if _is_asked_for(app_configs) and rows.are_at_hand(databases) else []


def check_rows_to_deploy(
    app_configs: Any, databases: Collection[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    steps = (rows.check_host_name,)
    return _run(steps) if _is_asked_for(app_configs) and rows.are_at_hand(databases) else []


def _run(steps: Iterable[Step]) -> list[checks.CheckMessage]:
    return [message for step in steps for message in step()]


def _is_asked_for(app_configs: Any) -> bool:
    """Whether all apps are checked (None), or ours is among those that were named."""
    return app_configs is None or any(app.label == "wagtail_peersupport" for app in app_configs)
