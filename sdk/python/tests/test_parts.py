"""The parts that no host is needed for."""

import dataclasses
import json
import typing
import unittest

from mortise import CallRejected, Code, HostError, Plugin, _failures, _shapes, _streams, host
from mortise.v1 import plugin_pb2


@dataclasses.dataclass
class Point:
    x: int
    y: float = 0.5


@dataclasses.dataclass
class Line:
    points: typing.List[Point]
    name: typing.Optional[str] = None


class ShapesTest(unittest.TestCase):
    def test_fit_makesDataclasses(self):
        line = _shapes.fit({"points": [{"x": 1}, {"x": 2, "y": 3}], "more": 1}, Line)

        self.assertEqual(line, Line([Point(1), Point(2, 3.0)]))
        self.assertEqual(json.loads(_shapes.to_json(line))["points"][0], {"x": 1, "y": 0.5})

    def test_fit_namesThePlace_whenSomethingDoesNotFit(self):
        for value, problem in (
            ({"points": [{"x": "one"}]}, "/points/0/x is not a int"),
            ({"points": [{}]}, "/points/0/x is missing"),
            ({"points": 1}, "/points is not a list"),
            ([], "/ is not a Line"),
            ({"points": [{"x": True}]}, "/points/0/x is not a int"),
        ):
            with self.assertRaisesRegex(ValueError, problem):
                _shapes.fit(value, Line)


class RingTest(unittest.TestCase):
    def test_ring_dropsTheOldest_andSaysHowMuch(self):
        ring = _streams.Ring(10)
        for piece in (b"0123", b"4567", b"89ab"):
            ring.write(piece)

        self.assertEqual(ring.take(100), b"\n[4 bytes of output dropped: nobody read them in time]\n")
        self.assertEqual([ring.take(3), ring.take(3), ring.take(9), ring.take(9)], [b"456", b"7", b"89ab", b""])


class FailuresTest(unittest.TestCase):
    def test_outcome_keepsTheRefusalsCodeAndWords(self):
        for thrown, status, code in (
            (CallRejected(Code.NOT_FOUND, "gone ü"), 5, 5),
            (CallRejected(99, "gone ü"), 2, 99),
            (HostError(Code.PERMISSION_DENIED, "gone ü"), 7, 7),
        ):
            outcome = _failures.outcome(thrown)
            detail = plugin_pb2.ErrorDetail.FromString(outcome.detail)
            self.assertEqual((outcome.status.value[0], outcome.message), (status, "gone ü"))
            self.assertEqual((detail.origin, detail.code, detail.message), (plugin_pb2.REJECTED, code, "gone ü"))

    def test_outcome_ofABug_isATrapWithFrames(self):
        try:
            raise KeyError("k")
        except KeyError as e:
            detail = plugin_pb2.ErrorDetail.FromString(_failures.outcome(e).detail)

        self.assertEqual((detail.origin, detail.code, detail.message), (plugin_pb2.TRAPPED, 13, "KeyError: 'k'"))
        self.assertEqual(detail.frames[0].function, "test_outcome_ofABug_isATrapWithFrames")


class ConfigTest(unittest.TestCase):
    def test_pointer_findsOrNot(self):
        config = host.config_of(b'{"a/b": [1, {"c": null}], "d": true}')

        self.assertEqual(config.at("/a~1b/0"), 1)
        self.assertEqual(config.json("/a~1b/1/c"), b"null")
        self.assertEqual(config.at("/a~1b/01", "no"), "no")
        self.assertEqual(config.at("")["d"], True)
        with self.assertRaises(HostError):
            config.at("d")


class PluginTest(unittest.TestCase):
    def test_document_namesWhatIsHandled_andOnceOnly(self):
        plugin = Plugin("p")
        plugin.handle("f", "does it")(lambda call, value: value)

        self.assertEqual(json.loads(plugin.document()), {"functions": {"f": {"description": "does it"}}})
        with self.assertRaisesRegex(ValueError, "registered twice"):
            plugin.handle_bytes("f")(lambda call, value: value)

    def test_host_thatIsNotThere_isUnavailable(self):
        with self.assertRaisesRegex(HostError, "no mortise host"):
            Plugin("p").host.kv.get("k")


if __name__ == "__main__":
    unittest.main()
