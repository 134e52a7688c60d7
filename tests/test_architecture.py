"""What the layout promises: which way imports point, what judgement may touch, how long a file may be."""

import ast
from graphlib import CycleError, TopologicalSorter

import pytest
from layers import LAYERS
from source import ROOT, Module, belongs, modules, our_tests

PURE = ("bot.detectors", "bot.ladder", "bot.memory", "bot.people", "bot.reading", "bot.rulebook", *LAYERS[0])
"""Judgement: no clock, no chance, no logging, no file, no network. The time is the message's."""

READS_FILES = {
    "bot.people.load": "turns a register file into a Register",
    "bot.rulebook.bundled": "reads the everyday chat a change is tried on, and the file an admin begins with",
    "bot.rulebook.document": "turns a YAML file into plain values",
    "bot.rulebook.kept": "keeps the last good rules file",
    "bot.rulebook.learned": "turns the learned reader's file into a Model",
    "bot.rulebook.lists": "turns the files of words into lists",
    "bot.rulebook.ordinary": "reads the list of ordinary words",
    "bot.rulebook.load": "turns a rules file into a Rulebook",
    "bot.shipped": "says where the shipped files lie; opens none",
}
"""What stands among judgement and is not: run when a file is loaded, never while a message is judged."""

WORLD = {
    *("asyncio", "http", "importlib", "io", "logging", "multiprocessing", "os", "pathlib", "platform", "random"),
    *("secrets", "shutil", "signal", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time"),
    *("urllib", "uuid", "aiosqlite", "rich", "sqlalchemy", "structlog", "typer"),
}
"""Modules judgement never imports."""

OWN_PATTERNS = {
    "adapters/exports/whatsapp_header.py": "where a line of WhatsApp's export starts a message",
    "adapters/exports/whatsapp_marks.py": "how WhatsApp marks an edit or a file, in each of its languages",
    "adapters/rehearsal/typed.py": "what is typed at the rehearsal's prompt",
    "bot/desk/filing.py": "what a file of rules, of sentences and a staff list begin their lines with",
    "bot/detectors/shares.py": "what a telephone number, an address or a link looks like",
    "bot/people/names.py": "the words of a name",
    "bot/people/target.py": "the words of a name",
    "bot/reading/chunks.py": "cuts a chunk of text into words",
    "bot/reading/disguise.py": "undoes spaced, starred and stretched words",
    "bot/reading/english.py": "the words of an entry, read when it is loaded",
    "bot/reading/tokens.py": "cuts a text into chunks and finds what is quoted",
    "bot/rulebook/entries.py": "the notation of a list's entry, read when it is loaded",
    "bot/rulebook/patterns.py": "the notation of `says`, read when it is loaded",
    "bot/rulebook/schema.py": "what a rule may be called, read when it is loaded",
    "bot/settings.py": "how an account on a platform is written",
}
"""Who may import the standard `re`, and for what. Never for a text an admin wrote: that is RE2's."""

FORBIDDEN_NAMES = {"common", "handler", "handlers", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}


def _layer(name: str) -> int | None:
    places = [(len(entry), rank) for rank, layer in enumerate(LAYERS) for entry in layer if belongs(name, entry)]
    return max(places)[1] if places else None


def _ours(module: Module) -> set[str]:
    """The modules of ours that it imports."""
    known = {other.name for other in modules()}
    return {name for name, _ in module.imports() if name in known and name != module.name}


def _is_pure(module: Module) -> bool:
    return any(belongs(module.name, to) for to in PURE) and module.name not in READS_FILES


def test_every_module_has_a_place_in_the_layers() -> None:
    packages = {"bot", "adapters"}

    homeless = [m.where for m in modules() if m.name not in packages and _layer(m.name) is None]

    assert homeless == []


def test_imports_point_one_way() -> None:
    wrong = []
    for module in modules():
        own = _layer(module.name)
        for name in sorted(_ours(module)):
            other = _layer(name)
            if own is not None and other is not None and other > own:
                wrong.append(f"{module.where} imports {name}")

    assert wrong == []


COMPOSES = {
    "bot.app": "puts the bot together",
    "bot.exported": "opens chats that were exported, for the commands that judge one",
    "bot.custody": "opens, copies and re-seals the database, for the bot and for the commands",
}
"""Who may import adapters."""


def test_only_the_composition_roots_import_adapters() -> None:
    wrong = [
        f"{module.where}:{line} imports {name}"
        for module in modules()
        if belongs(module.name, "bot") and module.name not in COMPOSES
        for name, line in module.imports()
        if belongs(name, "adapters")
    ]

    assert wrong == []


def test_who_is_an_admin_now_is_asked_in_one_place() -> None:
    stands_before_one = {"bot.routes", "bot.shadow"}
    asked = {
        module.name for module in modules() for call, _ in module.calls() if "platform" in call and ".admins" in call
    }

    # The courier needs to know how long the platform asks it to wait.
    assert asked - stands_before_one == {"bot.adminship", "bot.courier"}


def test_sibling_adapters_never_import_each_other() -> None:
    wrong = [
        f"{module.where}:{line} imports {name}"
        for module in modules()
        if belongs(module.name, "adapters")
        for name, line in module.imports()
        if belongs(name, "adapters") and name.split(".")[1:2] != module.name.split(".")[1:2]
    ]

    assert wrong == []


def test_no_module_imports_itself_by_a_detour() -> None:
    try:
        TopologicalSorter({module.name: _ours(module) for module in modules()}).prepare()
    except CycleError as error:
        pytest.fail(f"a cycle of imports: {' -> '.join(error.args[1])}")


def test_imports_are_written_in_full() -> None:
    relative = [
        f"{module.where}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.level > 0
    ]

    assert relative == []


def test_judgement_imports_nothing_that_touches_the_world() -> None:
    wrong = [
        f"{module.where}:{line} imports {name}"
        for module in modules()
        if _is_pure(module)
        for name, line in module.imports()
        if name.partition(".")[0] in WORLD
    ]

    assert wrong == []


def test_judgement_asks_no_clock_and_opens_no_file() -> None:
    forbidden = {"open", "input", "print", "datetime.now", "datetime.utcnow", "datetime.today", "date.today"}

    wrong = [
        f"{module.where}:{line} calls {name}"
        for module in modules()
        if _is_pure(module)
        for name, line in module.calls()
        if name in forbidden or name.endswith((".read_text", ".read_bytes", ".write_text", ".write_bytes"))
    ]

    assert wrong == []


def test_only_commands_print() -> None:
    wrong = [
        f"{module.where}:{line}"
        for module in modules()
        if not belongs(module.name, "bot.cli")
        for name, line in module.calls()
        if name == "print"
    ]

    assert wrong == []


def test_the_standard_re_is_used_only_where_its_patterns_are_ours() -> None:
    users = {m.where for m in modules() if any(name == "re" for name, _ in m.imports())}

    assert users == set(OWN_PATTERNS)


def test_only_the_settings_read_the_environment() -> None:
    wrong = [
        f"{module.where}:{node.lineno} reads {ast.unparse(node)}"
        for module in modules()
        if module.name != "bot.settings"
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"})
        or (isinstance(node, ast.alias) and node.name in {"environ", "environb", "getenv"})
    ]

    assert wrong == []


@pytest.mark.parametrize("folder", ["bot", "adapters", "tests", "benchmarks"])
def test_no_file_is_longer_than_three_hundred_lines(folder: str) -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in sorted((ROOT / folder).rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }

    assert long == {}


def test_no_file_is_named_after_nothing_in_particular() -> None:
    wrong = [m.where for m in (*modules(), *our_tests()) if FORBIDDEN_NAMES & set(m.path.stem.split("_"))]

    assert wrong == []


def test_no_class_is_named_after_nothing_in_particular() -> None:
    vague = ("Manager", "Helper", "Handler", "Util", "Utils", "Processor")

    wrong = [
        f"{module.where}:{node.lineno} {node.name}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith(vague)
    ]

    assert wrong == []


def test_every_file_says_its_job_in_one_sentence() -> None:
    wrong = []
    for module in modules():
        if not module.tree.body:
            continue
        job = ast.get_docstring(module.tree)
        if job is None or not job.split("\n\n")[0].rstrip().endswith((".", "?")):
            wrong.append(module.where)

    assert wrong == []


def test_values_are_frozen_and_slotted() -> None:
    wrong = [
        f"{module.where}:{node.lineno} {node.name}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        for decorator in node.decorator_list
        if ast.unparse(decorator).startswith("dataclass")
        and not _promised(node) <= {ast.unparse(k) for k in getattr(decorator, "keywords", ())}
    ]

    assert wrong == []


def _promised(value: ast.ClassDef) -> set[str]:
    """A cached property needs somewhere to live, which slots would take away."""
    return {"frozen=True"} if "@cached_property" in ast.unparse(value) else {"frozen=True", "slots=True"}


def test_no_task_runs_without_an_owner() -> None:
    wrong = [
        f"{module.where}:{line} calls {name}"
        for module in modules()
        for name, line in module.calls()
        if name in {"asyncio.create_task", "asyncio.ensure_future", "loop.create_task", "create_task"}
    ]

    assert wrong == []


def test_the_tests_use_working_fakes_and_never_sleep() -> None:
    imported = [
        f"{module.where}:{line} imports {name}"
        for module in our_tests()
        for name, line in module.imports()
        if belongs(name, "unittest.mock")
    ]
    slept = [
        f"{module.where}:{node.lineno} calls {ast.unparse(node)}"
        for module in our_tests()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"time.sleep", "asyncio.sleep", "sleep"}
        # What waits for nothing lets others go on; the soak keeps a pace.
        if ast.unparse(node) != "asyncio.sleep(0)" and module.where != "tests/soak/soak.py"
    ]

    assert imported + slept == []
