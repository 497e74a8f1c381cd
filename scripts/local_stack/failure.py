"""The one error of the stack: what went wrong, and what the reader can do about it."""


class StackFailure(Exception):
    """Something the stack cannot mend itself.

    `what` says what happened, `remedy` what to do next; both are shown to the person at the terminal.
    `output` is what a failed command printed last, more of it than is shown.
    """

    def __init__(self, what: str, remedy: str = "", output: str = ""):
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.output = output

    def __str__(self) -> str:
        return f"{self.what}\n  What to do: {self.remedy}" if self.remedy else self.what
