from .analysis import CommentAnalysis, CommentDecision, effective_kind
from .answers import Ending, Endorsement, NotYet, Removal, Report
from .followups import FollowUp, FollowUpReason, Heartbeat
from .ideas import IdeaState, PraiseMark
from .imports import ImportedComment
from .notices import Notice
from .people import CommentOrigin, PendingComment
from .threads import SupportReply, SupportThread
from .topics import Topic
from .voices import Acceptance, AddressCheck, HelpfulVote, MeToo

__all__ = [
    "Acceptance",
    "AddressCheck",
    "CommentAnalysis",
    "CommentDecision",
    "CommentOrigin",
    "Ending",
    "Endorsement",
    "FollowUp",
    "FollowUpReason",
    "Heartbeat",
    "HelpfulVote",
    "IdeaState",
    "ImportedComment",
    "MeToo",
    "NotYet",
    "Notice",
    "PendingComment",
    "PraiseMark",
    "Removal",
    "Report",
    "SupportReply",
    "SupportThread",
    "Topic",
    "effective_kind",
]
