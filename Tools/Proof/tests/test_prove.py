import contextlib
import io
import json
import re
import tempfile
import unittest
from dataclasses import asdict
from pathlib import Path
from unittest import mock

import prove
import steps
from evidence import StepRun
from rows import Row
from steps import Step


class ProveTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def tool(self, text: str) -> Step:
        """A tool of its own, which gets `--rows FILE`."""
        path = self.folder / "tool"
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
        return Step("tool", "what it does", "faults", (str(path),), (str(path), "--long"))

    def prove(self, step: Step, long: bool = False) -> list[Row]:
        with contextlib.redirect_stdout(io.StringIO()):
            return prove.prove(step, long, self.folder)[0]

    row = '[{"group": "faults", "claim": "a", "tried": "b", "result": "c", "held": true}]'

    def test_rows_of_a_tool_that_ends_well_are_taken(self) -> None:
        made = self.prove(self.tool(f"echo '{self.row}' >\"$2\""))
        self.assertEqual(made, [Row("faults", "a", "b", "c", None, True)])

    def test_the_long_words_are_given(self) -> None:
        made = self.prove(self.tool(f'[ "$1" = --long ] && echo \'{self.row}\' >"$3"'), long=True)
        self.assertEqual(made[0].claim, "a")

    def test_a_tool_that_ends_badly_is_a_row_beside_its_own(self) -> None:
        made = self.prove(self.tool(f"echo '{self.row}' >\"$2\"; echo broken; exit 3"))
        self.assertEqual([row.held for row in made], [True, False])
        self.assertEqual(made[1].result, "status 3: broken")

    def test_a_tool_that_says_nothing_is_not_held(self) -> None:
        self.assertEqual([row.held for row in self.prove(self.tool("exit 0"))], [False])
        self.assertEqual([row.held for row in self.prove(self.tool("exit 1"))], [False])

    def test_what_cannot_run_here_is_said(self) -> None:
        made = self.prove(self.tool("echo 'no root' >&2; exit 69"))
        self.assertEqual(made, [Row("faults", "what it does", "not tried", "no root")])
        gone = Step("gone", "what it does", "load", ("Tools/none",), ("Tools/none",))
        self.assertEqual(self.prove(gone)[0].result, "there is no Tools/none")

    def test_rows_left_of_an_earlier_run_are_not_taken(self) -> None:
        (self.folder / "tool.json").write_text(self.row)
        self.assertEqual([row.held for row in self.prove(self.tool("exit 0"))], [False])

    def test_a_run_can_be_told_again(self) -> None:
        self.prove(self.tool(f"echo '{self.row}' >\"$2\""))
        (self.folder / "machine.json").write_text(json.dumps({"Cores": "2"}))
        ran = StepRun("model", "now", "abc", True, 1.0, 0.0)
        (self.folder / "model.run").write_text(json.dumps(asdict(ran)))
        page = self.folder / "new" / "page.md"
        with contextlib.redirect_stdout(io.StringIO()) as said:
            status = prove.main(["--rows-only", str(self.folder), "--page", str(page)])
        self.assertEqual(status, 0)
        self.assertIn("1 held, 0 did not", said.getvalue())
        self.assertIn("| a | b | c | – | yes |", page.read_text())
        self.assertIn("| model | long | now | abc | 1 s | 0.0 |", page.read_text())

    def test_to_resume_is_to_leave_out_what_has_ended(self) -> None:
        tool = self.tool(f"echo ran >>\"{self.folder}/count\"; echo '{self.row}' >\"$2\"")
        (self.folder / "machine.json").write_text("{}")
        count = self.folder / "count"

        def run(*words: str) -> int:
            with mock.patch.object(steps, "ALL", [tool]), contextlib.redirect_stdout(io.StringIO()):
                prove.run_all(prove.options(list(words)), self.folder)
            return len(count.read_text().splitlines())

        self.assertEqual(run(), 1)
        self.assertEqual(run("--resume"), 1)
        self.assertEqual(run(), 2)
        (self.folder / "tool.run").unlink()  # it was interrupted
        self.assertEqual(run("--resume"), 3)
        self.assertFalse(prove.has_ended(tool, True, self.folder), "a short run is no long one")

    def test_a_missed_aim_of_speed_breaks_no_promise(self) -> None:
        (self.folder / "machine.json").write_text("{}")
        for group, promise, status in (("speed", "false", 0), ("speed", "true", 1), ("faults", "false", 1)):
            row = self.row.replace("faults", group).replace('"held": true', f'"held": false, "is_promise": {promise}')
            (self.folder / "x.json").write_text(row)
            with contextlib.redirect_stdout(io.StringIO()):
                words = ["--rows-only", str(self.folder), "--page", str(self.folder / "page.md")]
                self.assertEqual(prove.main(words), status)


class StepTests(unittest.TestCase):
    def test_each_scenario_of_the_faults_is_a_step(self) -> None:
        text = Path("Tools/Faults/__main__.py").read_text()
        scenarios = re.findall(r'^    "([a-z-]+)": \w+\.\w+,$', text, re.MULTILINE)
        self.assertEqual([f"faults-{name}" for name in scenarios], [s.name for s in steps.FAULTS])

    def test_a_name_stands_for_all_that_begin_so(self) -> None:
        self.assertEqual(steps.named("faults"), steps.FAULTS)
        self.assertEqual(
            [step.name for step in steps.named("load,faults-kills")], ["faults-kills", "load"])
        with self.assertRaisesRegex(ValueError, "^fault, kills$"):
            steps.named("load,fault,kills")


class AdapterTests(unittest.TestCase):
    def test_the_demonstration_is_read_by_its_verdicts(self) -> None:
        text = "1. x\n   [ok] 1,234 bytes that left: 0 canaries\n   [ok] another\n"
        self.assertEqual(
            steps.demonstration(text, True)[0].result, "1,234 bytes that left: 0 canaries")
        self.assertTrue(steps.demonstration(text, True)[0].held)
        self.assertFalse(steps.demonstration(text, False)[0].held)
        self.assertFalse(steps.demonstration("nothing", True)[0].held)

    def test_conformance_is_read_by_its_counts(self) -> None:
        text = "     13 records\n    107 invalid messages\nconformance: holds\n"
        made = steps.conformance(text, True)[0]
        self.assertEqual((made.tried, made.result), ("13 records, 107 invalid messages", "holds"))
        self.assertEqual(steps.conformance("FAULT a at b\n", False)[0].result, "FAULT a at b")


if __name__ == "__main__":
    unittest.main()
