"""No log line is given a message's text, a name, or what an unknown exception says."""

import ast
from collections.abc import Iterator

from source import Module, modules

LEVELS = {"debug", "info", "warning", "warn", "error", "critical", "exception", "log", "msg", "bind"}
TELLS_NOBODY = {
    *("__name__", "case", "group", "incident", "kind", "level", "state", "value", "way"),
    *("code", "id", "message_id", "notice", "update_id"),
}
"""What a logged expression may end in: ids, kinds and the names of classes."""

KNOWN = {
    ("bot/intake.py", "failed"): "where in our own code it failed: a class, a file, a line",
    ("bot/courier.py", "why"): "one of the reasons in bot/ports.py",
    ("adapters/watch/heartbeat.py", "what"): "a sentence of ours about what is not well",
    ("adapters/watch/heartbeat.py", "failed"): "the name of a class",
    ("bot/app.py", "' and '.join(lines)"): "the platforms that are served",
    ("adapters/discord/listen.py", "wait"): "seconds",
    ("adapters/discord/client.py", "event_method"): "what the library calls a kind of event",
    ("adapters/discord/client.py", "interaction.type.name"): "what the library calls a kind of interaction",
    ("adapters/discord/openness.py", "PUBLIC"): "what a text of ours is called",
    ("adapters/discord/openness.py", "what"): "what a text of ours is called",
    ("adapters/telegram/buttons.py", "is_direct"): "yes or no",
    ("adapters/telegram/listen.py", "rest"): "seconds",
    ("adapters/telegram/listen.py", "self._bot.username"): "the bot's own",
    ("adapters/telegram/noticing.py", "chat"): "a chat's number",
    ("adapters/telegram/watch.py", "chat"): "a chat's number",
    ("adapters/telegram/wire.py", "BAD_TOKEN"): "a sentence of ours",
    ("adapters/telegram/wire.py", "str(error)"): "matched as SchoolgateError: a sentence of ours",
    ("adapters/telegram/wire.py", "update['update_id']"): "a number that _is_numbered has looked at",
}
"""What else may be logged, and what it is."""


def _logged(module: Module) -> Iterator[tuple[ast.Call, bool]]:
    """Every call that logs, and whether it stands where only an error of our own can have been caught."""

    def walk(node: ast.AST, *, ours: bool) -> Iterator[tuple[ast.Call, bool]]:
        if isinstance(node, ast.ExceptHandler):
            ours = node.type is not None and ast.unparse(node.type) == "SchoolgateError"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS:
            owner = ast.unparse(node.func.value)
            if owner.rpartition(".")[2].lstrip("_") in {"log", "logger", "logging"} or "get_logger" in owner:
                yield node, ours
        for child in ast.iter_child_nodes(node):
            yield from walk(child, ours=ours)

    return walk(module.tree, ours=False)


def _is_safe(value: ast.expr, module: Module, *, ours: bool) -> bool:
    if (module.where, ast.unparse(value)) in KNOWN:
        return True
    match value:
        case ast.Constant():
            return True
        case ast.Attribute(attr=name):
            return name in TELLS_NOBODY
        case ast.Call(func=ast.Name(id="str"), args=[ast.Name(id="error")]):
            return ours  # its sentences are written by us, for whoever can mend it
        case ast.Call(func=ast.Name(id="len" | "where")):
            return True
        case _:
            return False


def _wrong(module: Module) -> Iterator[str]:
    for call, ours in _logged(module):
        named = [keyword.value for keyword in call.keywords if keyword.arg != "exc_info"]
        if any(keyword.arg in {None, "exc_info"} for keyword in call.keywords) or ".exception" in ast.unparse(
            call.func
        ):
            yield f"{module.where}:{call.lineno} logs a traceback, or what cannot be told"
        if not all(isinstance(each, ast.Constant) or (module.where, ast.unparse(each)) in KNOWN for each in call.args):
            yield f"{module.where}:{call.lineno} says a sentence that is not constant"
        yield from (
            f"{module.where}:{call.lineno} logs {ast.unparse(value)}"
            for value in named
            if not _is_safe(value, module, ours=ours)
        )


def test_no_log_call_is_given_a_text_a_name_or_a_traceback() -> None:
    assert [wrong for module in modules() for wrong in _wrong(module)] == []


def test_the_walk_finds_the_log_calls_there_are() -> None:
    found = {module.where for module in modules() for _ in _logged(module)}

    assert {"bot/courier.py", "bot/intake.py"} <= found


def test_the_walk_would_see_a_text_a_name_and_a_traceback() -> None:
    said = (
        'log.info("judged", text=message.text)\nlog.info(f"from {name}")\nlog.error("no", name=member.name)\n'
        'log.exception("failed")\ntry: pass\nexcept Exception as error: log.error("failed", reason=str(error))\n'
    )
    first = modules()[0]

    wrong = list(_wrong(Module("bad", first.path, ast.parse(said))))

    assert len(wrong) == 5
