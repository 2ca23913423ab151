from tests.keeping import kept
from wagtail_peersupport.viewer import Viewer


@kept
def staff(admin_user):
    """Somebody who may do everything."""
    return Viewer(user=admin_user)
