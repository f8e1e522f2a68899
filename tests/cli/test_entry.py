"""The command group: help, errors, exit codes, what goes to stdout and what to stderr."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.entry import COMMANDS, group

KG = Path(sys.executable).with_name("kg")


def test_help_lists_every_command_and_imports_nothing_heavy() -> None:
    code = (
        "import sys, kg.cli.entry as m\n"
        "from click.testing import CliRunner\n"
        "result = CliRunner().invoke(m.group, ['--help'])\n"
        "assert result.exit_code == 0, result.output\n"
        "heavy = {'spacy', 'arcadedb_embedded', 'jpype', 'neo4j', 'rdflib', 'networkx', 'rich', 'yaml'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "print(result.output)\n"
    )
    out = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True).stdout
    assert out.splitlines()[0] == "[]"
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(group, [name, "--help"])
    assert result.exit_code == 0
    # The example stands indented on a line of its own.
    lines = [line.strip() for line in result.output.splitlines()]
    assert any(line.startswith(("kg ", "eval ")) for line in lines), result.output


@pytest.mark.parametrize("name", ["show", "build", "check"])
def test_schema_subcommands_have_an_example(name: str) -> None:
    result = CliRunner().invoke(group, ["schema", name, "--help"])
    assert f"kg schema {name}" in result.output


@pytest.mark.parametrize("command", [[KG], [sys.executable, "-m", "kg"]], ids=["kg", "python -m kg"])
def test_wrong_usage_ends_with_2(command: list[str | Path]) -> None:
    done = subprocess.run([*command, "build"], text=True, capture_output=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "PATH" in done.stderr


def test_an_error_is_one_sentence_on_stderr_and_ends_with_1(tmp_path: Path) -> None:
    words = ["extract", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]
    done = subprocess.run([KG, *words], text=True, capture_output=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    result = CliRunner().invoke(group, ["completion", shell])
    assert result.exit_code == 0
    assert "_KG_COMPLETE" in result.output


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_with_their_codes(sent: signal.Signals, code: int) -> None:
    script = (
        "import sys, time, types, click\n"
        "from kg.cli import entry\n"
        "@click.command('wait')\n"
        "def wait():\n"
        "    print('up', flush=True)\n"
        "    time.sleep(60)\n"
        "entry.COMMANDS['wait'] = ''\n"
        "sys.modules['kg.cli.wait'] = types.SimpleNamespace(command=wait)\n"
        "sys.argv = ['kg', 'wait']\n"
        "entry.main()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(sent)
    process.communicate(timeout=20)
    assert process.returncode == code
