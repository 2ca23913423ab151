"""A cache that is down for us; Wagtail itself needs one to find its sites."""

from django.core.cache.backends.locmem import LocMemCache


class BrokenCache(LocMemCache):
    def make_and_validate_key(self, key, version=None):
        if "peersupport" in key:
            raise ConnectionError("The cache is down.")
        return super().make_and_validate_key(key, version)
