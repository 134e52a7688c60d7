"""How the contract of a wording file is written down: a section's texts, and what may be filled into each."""


def section(name: str, texts: dict[str, str]) -> dict[str, frozenset[str]]:
    return {f"{name}.{key}": frozenset(values.split()) for key, values in texts.items()}


def alike(name: str, keys: tuple[str, ...], values: str = "") -> dict[str, frozenset[str]]:
    return section(name, dict.fromkeys(keys, values))
