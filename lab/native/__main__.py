"""python -m lab.native --write: watch the adapters and write docs/native.md."""

import signal
from contextlib import redirect_stdout
from io import StringIO

import click

from lab.native.frameworks import FRAMEWORKS
from lab.native.page import PAGE, page, watch
from tests.endings import end_with_the_verdict

end_with_the_verdict()


@click.command()
@click.option("--write", "to_write", is_flag=True, help="Write docs/native.md.")
def main(*, to_write: bool) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # directories must not outlive the run
    with redirect_stdout(StringIO()):  # what the applications log
        text = page({name: watch(name) for name in FRAMEWORKS})
    if to_write:
        PAGE.write_text(text, encoding="utf-8")
    elif text != PAGE.read_text(encoding="utf-8"):
        raise click.ClickException(f"docs/{PAGE.name} is not what was seen; with -- --write it will be")
    else:
        click.echo(f"docs/{PAGE.name} is what was seen.")


if __name__ == "__main__":
    main()
