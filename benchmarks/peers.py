"""Other detectors of bad words, each asked about one message as its own page shows it. They ask less than ours."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from better_profanity import profanity
from profanity_check import predict

from names import ALT, BAD_WORDS, BETTER, OBSCENITY
from rounds import Contender, timed

HERE = Path(__file__).parent / "peers"


def in_python(said: Sequence[str], slow: int) -> list[Contender]:
    """`slow`: how many messages the slow ones are asked about."""
    few = said[:slow]
    return [
        Contender(BETTER, len(few), timed(lambda: [profanity.contains_profanity(text) for text in few])),
        Contender(ALT, len(few), timed(lambda: [predict([text]) for text in few])),
    ]


@contextmanager
def in_node(said: Sequence[str]) -> Iterator[list[Contender]]:
    """None of them where node or the peers are not installed."""
    if shutil.which("node") is None or not (HERE / "node_modules").is_dir():
        yield []
        return
    with ExitStack() as running:
        command = ["node", str(HERE / "peers.js")]
        node = running.enter_context(
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own
        )
        if node.stdin is None or node.stdout is None:
            raise AssertionError("a process with pipes has them")
        asked, answers = node.stdin, node.stdout
        running.callback(asked.close)

        def ask(question: object) -> float:
            """Processor time of node's own, not of ours."""
            asked.write(json.dumps(question) + "\n")
            asked.flush()
            return float(answers.readline())

        ask(list(said))
        yield [
            Contender(OBSCENITY, len(said), lambda: ask("obscenity")),
            Contender(BAD_WORDS, len(said), lambda: ask("bad-words")),
        ]
