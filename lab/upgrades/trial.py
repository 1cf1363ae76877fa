"""Tries one release: installs core and that framework into a new environment, and runs the contract there.

python -m lab.upgrades.trial JUNIT REQUIREMENT…  Its exit code is pytest's, or `NOT_INSTALLABLE`.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_INSTALLABLE = 69


def run(framework: str, junit: Path, requirements: Sequence[str]) -> int:
    """Install and test, then delete the environment, which lies beside the JUnit file."""
    environment = junit.with_suffix("")
    python = environment / "bin" / "python"
    uv = (sys.executable, "-m", "uv", "--quiet", "--no-progress")
    try:
        subprocess.run([*uv, "venv", "--python", sys.executable, str(environment)], check=True)  # noqa: S603 -- uv, no shell
        install = [*uv, "pip", "install", "--python", str(python), "--group", f"{ROOT}/pyproject.toml:test"]
        project = ["--editable", f"{ROOT}[postgresql,analytics,redis]"]
        if subprocess.run([*install, *project, *requirements], check=False).returncode:  # noqa: S603 -- uv, no shell
            return NOT_INSTALLABLE
        # A warning is not a difference that a client sees: it makes the release yellow, not red.
        warn = ["-W", "default", "-p", "lab.upgrades.deprecations"]
        suite = ["tests/contract", "--adapter", framework, "-m", "not long", *warn]
        options = ["-q", "--tb=line", "-p", "no:cacheprovider", f"--junit-xml={junit}"]
        command = [str(python), "-m", "pytest", *suite, *options]
        return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 -- our own suite
    finally:
        shutil.rmtree(environment, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], Path(sys.argv[2]), sys.argv[3:]))
