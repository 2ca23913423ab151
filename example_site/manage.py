#!/usr/bin/env python
"""The example site's commands: ``python example_site/manage.py demo``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # Whatever the shell has set for another project is not for this one.
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    execute_from_command_line(sys.argv)
