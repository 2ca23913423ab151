from .analysis import CommentAnalysis, CommentDecision, effective_kind
from .answers import Ending, Endorsement, NotYet, Removal, Report
from .caring import CannedReply, CannedUse, Seen, StaffNote
from .followups import FollowUp, FollowUpReason, Heartbeat
from .ideas import IdeaState, PraiseMark
from .imports import ImportedComment
from .lessons import Lesson
from .notices import Notice
from .people import CommentOrigin, PendingComment, is_by_mail, is_personal
from .reader_side import Deflection, HelperChoice, Thanks, helper_key
from .team import StaffPreference, TeamSettings
from .threads import SupportReply, SupportThread
from .topics import Topic
from .voices import Acceptance, AddressCheck, HelpfulVote, MeToo

__all__ = [
    "Acceptance",
    "AddressCheck",
    "CannedReply",
    "CannedUse",
    "CommentAnalysis",
    "CommentDecision",
    "CommentOrigin",
    "Deflection",
    "Ending",
    "Endorsement",
    "FollowUp",
    "FollowUpReason",
    "Heartbeat",
    "HelperChoice",
    "HelpfulVote",
    "IdeaState",
    "ImportedComment",
    "Lesson",
    "MeToo",
    "NotYet",
    "Notice",
    "PendingComment",
    "PraiseMark",
    "Removal",
    "Report",
    "Seen",
    "StaffNote",
    "StaffPreference",
    "SupportReply",
    "SupportThread",
    "TeamSettings",
    "Thanks",
    "Topic",
    "effective_kind",
    "helper_key",
    "is_by_mail",
    "is_personal",
]
