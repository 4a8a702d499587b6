"""Read YAML that people write by hand, and say what is wrong with it."""

from pathlib import Path
from typing import Any

import jsonschema
import yaml

TEXTS = {"type": "array", "items": {"type": "string"}, "minItems": 1}


def read(text: str, path: Path | str, schema: dict) -> Any:
    """Return what a YAML text holds, if it is as a JSON schema says.

    Raises:
        ValueError: If it is not; names the file, where in it, and what is wrong.

    Examples:
        >>> read("a: [b]", "file.yml", {"additionalProperties": TEXTS})
        {'a': ['b']}
        >>> read("a: b", "file.yml", {"additionalProperties": TEXTS})
        Traceback (most recent call last):
        ValueError: file.yml: at $.a: 'b' is not of type 'array'
    """
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: {error}") from None
    for error in jsonschema.Draft202012Validator(schema).iter_errors(content):
        raise ValueError(f"{path}: at {error.json_path}: {error.message}")
    return content
