from .analysis import CommentAnalysis, CommentDecision
from .followups import FollowUp, FollowUpReason, Heartbeat
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
    "MeToo",
    "Notice",
    "PendingComment",
    "SupportReply",
    "SupportThread",
]
