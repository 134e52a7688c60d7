"""A few phrases laid over many: what a group looks for besides, with the large automaton shared by all groups."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from bot.reading.phrases import Entry, Finds, Key, Parts, Phrases

Change = tuple[Collection[Entry], Collection[Entry]]
"""The entries a list gains and loses."""


class Laid:
    """What `Phrases` would be with these changes; holds the changes alone."""

    def __init__(self, base: Phrases, lists: Mapping[str, Change], parts: Parts) -> None:
        """`parts` share those of `base`."""
        own: defaultdict[Entry, list[int]] = defaultdict(list)
        self._of_list: defaultdict[str, list[int]] = defaultdict(list)
        for needs, number in parts:
            for name in needs.lists:
                self._of_list[name].append(number)
            for phrase in needs.phrases:
                own[phrase].append(number)
        gained = _by_entry({name: more for name, (more, _) in lists.items()})
        lost = _by_entry({name: less for name, (_, less) in lists.items()})
        self.changed: dict[int, Key] = {}
        """Keys of `base` that are another here, by their number."""
        self.added: list[Key] = []
        phrases: list[Entry] = []
        for entry in dict.fromkeys((*gained, *lost, *own)):
            place = base.number(entry)
            old = Key(len(entry)) if place is None else base.keys[place]
            stay = tuple(name for name in old.lists if name not in lost[entry])
            new = tuple(name for name in gained[entry] if name not in stay)
            # What a list lost keeps its parts: they only say where it is worth looking.
            met = [number for name in new for number in base.of_list.get(name, ())]
            key = old._replace(lists=(*stay, *new)).with_parts((*met, *own[entry]))
            if place is None:
                self.added.append(key)
                phrases.append(entry)
            elif key != old:
                self.changed[place] = key
        self._base = base
        self.first = len(base.keys)
        """The number of the first added one."""
        self._own = Phrases({"own": phrases}, Parts())

    def find(self, words: Sequence[str]) -> Finds:
        more = [(self.first + number, start, end) for number, start, end in self._own.matches(words)]
        return Finds(words, self._base.matches(words) + more, self)

    def __getitem__(self, number: int) -> Key:
        if number >= self.first:
            key = self.added[number - self.first]
        else:
            key = self.changed[number] if number in self.changed else self._base.keys[number]
        if self._of_list:
            for name in key.lists:
                if name in self._of_list:
                    key = key.with_parts(self._of_list[name])
        return key


def _by_entry(lists: Mapping[str, Collection[Entry]]) -> defaultdict[Entry, list[str]]:
    names: defaultdict[Entry, list[str]] = defaultdict(list)
    for name, entries in lists.items():
        for entry in entries:
            names[entry].append(name)
    return names
