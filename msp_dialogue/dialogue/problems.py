"""Why something cannot be done to a dialogue; one class for each reason, so that a page can say what to do about it."""


class DialogueProblem(Exception):
    """Something that cannot be done to a dialogue as it stands.

    ├── NotOnPath        the question is not on this dialogue's path
    ├── Stale            something happened since the form was shown
    ├── NotInProgress    the dialogue is paused or over
    └── NotAllowed       this question cannot be met with that non-answer
    """


class NotOnPath(DialogueProblem):
    """The question is not on this dialogue's path."""


class Stale(DialogueProblem):
    """Something happened in this dialogue since the form was shown."""


class NotInProgress(DialogueProblem):
    """The dialogue is paused or over, so it takes no answers."""


class NotAllowed(DialogueProblem):
    """The question does not offer this non-answer."""
