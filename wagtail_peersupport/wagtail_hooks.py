"""What Wagtail's admin gets from us: declarations only; the screens live in staff/."""

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import VERSION, hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder

from .staff import log_formats

LOG_ACTIONS = {
    "peersupport.not_another_way": (
        _("Undo solved another way"),
        _("Took back that it was solved in another way"),
    ),
    "peersupport.stuck": (_("Still stuck"), _("The asker is still stuck")),
    "peersupport.not_stuck": (_("Not stuck any more"), _("The asker is not stuck any more")),
    "peersupport.withdraw_question": (
        _("Withdraw question"),
        _("The asker withdrew the question"),
    ),
    "peersupport.bring_back_question": (
        _("Bring question back"),
        _("The asker brought the question back"),
    ),
    "peersupport.unaccept": (_("Undo acceptance"), _("Took an acceptance back")),
    "peersupport.flag": (_("Flag"), _("Flagged for staff")),
    "peersupport.reopen": (_("Reopen"), _("Reopened")),
    "peersupport.approve": (_("Approve"), _("Approved a comment")),
    "peersupport.restore": (_("Restore"), _("Restored a comment")),
    "peersupport.thank": (_("Thank"), _("Thanked for praise")),
    "peersupport.unthank": (_("Take thanks back"), _("Took thanks back")),
    "peersupport.feature": (_("Feature"), _("Featured praise")),
    "peersupport.unfeature": (_("No longer feature"), _("Featured praise no longer")),
    "peersupport.unendorse": (_("Say nothing of an answer"), _("Took back what we said of it")),
    "peersupport.keep": (_("Keep"), _("Kept a comment that readers reported")),
    "peersupport.unkeep": (_("Open reports again"), _("Opened the reports of a comment again")),
    "peersupport.unseen": (_("Take back that we saw it"), _("Took back that we saw it")),
    "peersupport.wake": (_("Wake"), _("Ended its rest")),
    "peersupport.note": (_("Note"), _("Wrote a note")),
    "peersupport.delete_note": (_("Delete a note"), _("Deleted a note")),
    "peersupport.by_mail": (_("Post for an e-mail"), _("Posted for somebody who wrote an e-mail")),
    "peersupport.teach": (_("Put into the post"), _("Drafted an answer into the post")),
    "peersupport.recheck": (_("Still right"), _("Said that an answer is still right")),
    "peersupport.unclose": (_("Open again"), _("Opened the question again")),
}
LOG_FORMATS = {
    "peersupport.accept": log_formats.Accepted,
    "peersupport.another_way": log_formats.SolvedAnotherWay,
    "peersupport.assign": log_formats.Assigned,
    "peersupport.resolve": log_formats.Resolved,
    "peersupport.decide": log_formats.Decided,
    "peersupport.withdraw": log_formats.Withdrew,
    "peersupport.retopic": log_formats.Retopicked,
    "peersupport.idea": log_formats.IdeaSet,
    "peersupport.endorse": log_formats.Endorsed,
    "peersupport.thank_helper": log_formats.ThankedHelper,
    "peersupport.unthank_helper": log_formats.UnthankedHelper,
    "peersupport.remove": log_formats.Removed,
    "peersupport.close": log_formats.Closed,
    "peersupport.seen": log_formats.SeenByStaff,
    "peersupport.snooze": log_formats.Snoozed,
    "peersupport.move": log_formats.Placed,
    "peersupport.unmove": log_formats.Unplaced,
    "peersupport.split": log_formats.SplitOff,
    "peersupport.merge": log_formats.Merged,
    "peersupport.unmerge": log_formats.Unmerged,
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)
    for action, log_format in LOG_FORMATS.items():
        actions.register_action(action)(log_format)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    return Permission.objects.filter(
        content_type__app_label="wagtail_peersupport", codename__in=("support", "manage_support")
    )


# Without the comments app there is nothing to work on: the checks say what to do.
if apps.is_installed("django_comments_xtd") and apps.is_installed("django_comments"):
    from .models import CannedReply, SupportThread, TeamSettings, Topic
    from .staff.account import StaffMailPanel
    from .staff.bulk.actions import ACTIONS
    from .staff.history import ThreadURLFinder
    from .staff.insights.views import InsightsMenuItem
    from .staff.menu import SupportMenuItem
    from .staff.page_buttons import header_buttons, listing_buttons
    from .staff.panels import add_panel
    from .staff.search_area import search_area
    from .staff.summary import add_summary
    from .staff.team import TeamMenuItem, TeamURLFinder, TeamView
    from .staff.thread_chooser import thread_chooser
    from .staff.topics import ManagePolicy, TopicViewSet

    register_admin_url_finder(SupportThread, ThreadURLFinder)
    register_admin_url_finder(TeamSettings, TeamURLFinder)
    hooks.register("construct_homepage_panels", add_panel)
    hooks.register("construct_homepage_summary_items", add_summary)
    hooks.register("register_admin_search_area", search_area)
    hooks.register("register_page_header_buttons", header_buttons)
    hooks.register("register_page_listing_buttons", listing_buttons)
    for bulk_action in ACTIONS:
        hooks.register("register_bulk_action", bulk_action)
    if VERSION >= (8, 0):
        # Before, a viewset brings its own.
        from wagtail.permissions import register_permission_policy

        register_permission_policy(Topic, TopicViewSet.permission_policy)
        register_permission_policy(TeamSettings, TeamView.permission_policy)
        register_permission_policy(CannedReply, ManagePolicy(CannedReply))

    if apps.is_installed("wagtail.snippets"):
        from wagtail.snippets.models import register_snippet

        from .staff.canned import CannedReplyViewSet

        register_snippet(CannedReplyViewSet)

    @hooks.register("register_admin_viewset")
    def register_viewsets():
        return [TopicViewSet(), thread_chooser]

    @hooks.register("register_admin_urls")
    def register_admin_urls():
        return [path("support/", include("wagtail_peersupport.staff.urls"))]

    @hooks.register("register_admin_menu_item")
    def register_menu_item():
        return SupportMenuItem(
            _("Support"),
            reverse_lazy("peersupport_staff:queue"),
            name="support",
            icon_name="comment",
            order=250,
        )

    @hooks.register("register_reports_menu_item")
    def register_insights():
        return InsightsMenuItem(
            _("Support insights"),
            reverse_lazy("peersupport_staff:insights"),
            name="support-insights",
            icon_name="table",
            order=1300,
        )

    @hooks.register("register_settings_menu_item")
    def register_team_menu_item():
        return TeamMenuItem(
            _("Support team"),
            reverse_lazy("peersupport_staff:team"),
            name="support-team",
            icon_name="group",
            order=851,
        )

    @hooks.register("register_account_settings_panel")
    def register_account_panel(request, user, profile):
        return StaffMailPanel(request, user, profile)

    @hooks.register("insert_global_admin_css")
    def insert_css():
        return format_html(
            '<link rel="stylesheet" href="{}">', static("wagtail_peersupport/staff.css")
        )
