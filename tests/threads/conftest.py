from tests.actions.test_sync import add
from tests.keeping import kept
from wagtail_peersupport.actions.sync import sync_comments

QUESTION = "How do I wash the heavy tee without shrinking it?"


@kept
def thread(post):
    """A question by Ann with three answers, oldest first: by Bob, Cleo and Dan."""
    question = add(post, QUESTION, "Ann", minutes_ago=90)
    answers = [
        add(post, f"{name} says: wash it cold and hang it up.", name, question, 80 - place)
        for place, name in enumerate(("Bob", "Cleo", "Dan"))
    ]
    sync_comments([question.pk], announce=False)
    return question, answers
