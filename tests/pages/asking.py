"""What was asked and answered already, for tests of asking it again."""

ASKED = "How do I wash the heavy tee without shrinking it?"
SAME = "How can I wash the heavy tee without shrinking it?"
ANSWERED = "Wash it cold, inside out, and hang it up to dry."
