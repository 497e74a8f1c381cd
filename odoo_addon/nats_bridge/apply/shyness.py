"""Which kinds of commands had better go alone for a while, as they broke a shared transaction lately."""

# So many commands go alone after a break, twice as many after the next, until one goes well. A break costs the work of
# all who had begun: with one refusal in a hundred sharing still pays, with one in five it hardly does, and where any two
# commands meet at one record it never does.
_FIRST = 10
_MOST = 1280
# more kinds than anybody has contracts
_MOST_KINDS = 1000


class Shyness:
    """Of one process, and no more than a hint: whatever it says, each command ends the same."""

    def __init__(self):
        self._left = {}  # kind -> how many of it still go alone
        self._last = {}  # kind -> how many went, or go, alone after its last break

    def of(self, kind):
        return kind in self._left

    def takes_one_alone(self, kind):
        """Whether the next of this kind goes alone; it is counted then."""
        if kind not in self._left:
            return False
        self._left[kind] -= 1
        if self._left[kind] <= 0:
            del self._left[kind]
        return True

    def broke(self, kinds):
        if len(self._last) > _MOST_KINDS:
            self._left.clear()
            self._last.clear()
        for kind in kinds:
            self._last[kind] = self._left[kind] = min(self._last.get(kind, _FIRST // 2) * 2, _MOST)

    def went_well(self, kinds):
        for kind in kinds:
            self._last.pop(kind, None)
