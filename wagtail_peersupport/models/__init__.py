from .analysis import CommentAnalysis, CommentDecision
from .followups import FollowUp, FollowUpReason, Heartbeat
from .imports import ImportedComment
from .notices import Notice
from .people import CommentOrigin, PendingComment
from .threads import SupportReply, SupportThread
from .voices import Acceptance, HelpfulVote, MeToo

__all__ = [
    "Acceptance",
    "CommentAnalysis",
    "CommentDecision",
    "CommentOrigin",
    "FollowUp",
    "FollowUpReason",
    "Heartbeat",
    "HelpfulVote",
    "ImportedComment",
    "MeToo",
    "Notice",
    "PendingComment",
    "SupportReply",
    "SupportThread",
]
