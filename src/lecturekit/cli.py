"""The commands of the press: `lecturekit --help`.

Each imports what it needs when it runs: nobody waits for what they did not ask for.
"""

import argparse
import subprocess
import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Run a command; return 0 if all is well, 1 if there is something to repair."""
    given = sys.argv[1:] if argv is None else argv
    args = _parser().parse_args(given or ["--help"])
    try:
        return args.run(_root(), args)
    except _expected() as error:
        print(f"lecturekit: {error}", file=sys.stderr)
        return 1


def _expected() -> tuple[type[Exception], ...]:
    """Return what a command raises with words for whoever ran it."""
    from mkdocs.exceptions import BuildError
    from yaml import YAMLError

    return OSError, ValueError, RuntimeError, subprocess.SubprocessError, BuildError, YAMLError


def _check(root: Path, args: argparse.Namespace) -> int:
    """Report what is wrong with the pages, as path:line: message; snippets run under pytest."""
    from lecturekit.checks import check_site

    problems = check_site(root)
    for problem in problems:
        print(problem)
    return int(bool(problems))


def _update(root: Path, args: argparse.Namespace) -> int:
    """Rewrite stale outputs of the pages, in both languages, and show what changed."""
    from lecturekit.outputs import update_outputs

    update = update_outputs(root, [Path(page).resolve() for page in args.pages] or None)
    print(update, end="")
    return int(bool(update.problems))


def _new(root: Path, args: argparse.Namespace) -> int:
    """Begin a page in both languages, from a skeleton whose snippets pass."""
    from lecturekit.scaffold import new_page

    print(new_page(root, args.path, args.zh, args.en))
    return 0


def _confirm(root: Path, args: argparse.Namespace) -> int:
    """Record that equations, pages, modules or other files have been read and found right."""
    from lecturekit.confirmed import confirm

    confirm(root, args.names)
    return 0


def _vendor(root: Path, args: argparse.Namespace) -> int:
    """Replace the vendored files of a package by those of a release of npm."""
    from lecturekit.vendor import renew

    print(renew(args.package, args.release))
    return 0


def _release(root: Path, args: argparse.Namespace) -> int:
    """Make wheel, offline site and PDFs, with their checksums, in dist/."""
    from lecturekit.release import release

    for path in release(root):
        print(f"{path.relative_to(root)}  {path.stat().st_size / 1e6:.1f} MB")
    return 0


def _versions(root: Path, args: argparse.Namespace) -> int:
    """Run every snippet with given versions of Python and PyTorch, and write docs/versions.yml."""
    from lecturekit.versions import try_all

    rows = try_all(root, args.python, args.torch)
    for row in rows:
        print("  ".join(row.values()))
    return int(any(row["failed"] != "0" for row in rows))


# Each command with its arguments.
_COMMANDS = {
    _check: {},
    _update: {
        "pages": {"nargs": "*", "metavar": "PAGE", "help": "in one language; all by default"}
    },
    _new: {
        "path": {
            "metavar": "PATH",
            "help": "below docs/zh and docs/en, such as softmax-regression/odds",
        },
        "--zh": {"metavar": "TITLE", "required": True, "help": "the title in Chinese"},
        "--en": {"metavar": "TITLE", "required": True, "help": "the title in English"},
    },
    _confirm: {
        "names": {
            "nargs": "+",
            "metavar": "NAME",
            "help": "such as eq:linear-model or notation.md; `check` names them",
        }
    },
    _release: {},
    _versions: {
        "--python": {"nargs": "+", "metavar": "COMMAND", "default": [sys.executable]},
        "--torch": {"nargs": "+", "metavar": "VERSION", "required": True},
    },
    _vendor: {
        "package": {"metavar": "PACKAGE", "help": "katex or iframe-worker"},
        "release": {"nargs": "?", "default": "latest", "help": "latest by default"},
    },
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("lecturekit", description="Look after the pages.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for run, arguments in _COMMANDS.items():
        name, text = run.__name__.removeprefix("_"), run.__doc__
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        for argument, options in arguments.items():
            command.add_argument(argument, **options)
    return parser


def _root() -> Path:
    """Return the project that the working directory belongs to."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise FileNotFoundError(f"expected to run inside a project with mkdocs.yml, but ran in {here}")
