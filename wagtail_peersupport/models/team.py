"""Who is told of what waits, and when: what managers set for a site, and each for themselves."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class TeamSettings(models.Model):
    """Who answers for a site where a post's author does not, and when they are told each day."""

    site = models.OneToOneField(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="peersupport_team"
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("team"),
        blank=True,
        related_name="+",
        help_text=_("Nobody chosen: everybody who may answer as staff."),
    )
    morning_hour = models.PositiveSmallIntegerField(
        _("hour of the morning mail"),
        default=8,
        validators=[MaxValueValidator(23)],
        help_text=_("From this hour on, in the time zone of the site."),
    )
    on_weekends = models.BooleanField(_("on Saturdays and Sundays, too"), default=False)
    house_rules = models.TextField(
        _("house rules"),
        blank=True,
        help_text=_("What readers are asked to keep to, in a few lines. Empty: our own words."),
    )

    class Meta:
        verbose_name = _("team settings")
        verbose_name_plural = _("team settings")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.site)


class StaffPreference(models.Model):
    """Which mails a member of staff wants; without a row, all."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="peersupport_preference"
    )
    wants_morning_mail = models.BooleanField(_("every working morning: who waits"), default=True)
    wants_alarms = models.BooleanField(
        _("at once: safety, money, and whoever can't go on"), default=True
    )

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)
