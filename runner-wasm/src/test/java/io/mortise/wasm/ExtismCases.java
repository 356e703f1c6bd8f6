package io.mortise.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.wasm.internal.abi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cases of the fixtures: what a host is given, what it is called with, what the reference host answered. */
record ExtismCases(Path root, List<Case> all) {
    /** One host set up, and the calls made on one instance. */
    record Case(Json.Obj given, Json.Obj expected) {
        String id() {
            return text(given, "id");
        }

        List<String> modules() {
            return array(given, "wasm").stream()
                    .map(each -> ((Json.Text) each).value())
                    .toList();
        }

        /** What the function writes into the manifest beside the modules. */
        Map<String, Json> settings() {
            Map<String, Json> members = new LinkedHashMap<>();
            given.get("config").ifPresent(value -> members.put("config", value));
            given.get("hosts").ifPresent(value -> members.put("allowed_hosts", value));
            given.get("timeout_ms").ifPresent(value -> members.put("timeout_ms", value));
            Map<String, Json> memory = new LinkedHashMap<>();
            for (String name : List.of("max_pages", "max_var_bytes")) {
                given.get(name).ifPresent(value -> memory.put(name, value));
            }
            members.put("memory", new Json.Obj(memory));
            return members;
        }

        Map<String, byte[]> vars(String member, Json.Obj of) {
            Map<String, byte[]> vars = new LinkedHashMap<>();
            of.get(member).map(Json.Obj.class::cast).ifPresent(object -> object.members()
                    .forEach((name, hex) -> vars.put(name, HexFormat.of().parseHex(((Json.Text) hex).value()))));
            return vars;
        }

        List<Step> calls() {
            List<Step> steps = new ArrayList<>();
            List<Json> wanted = array(expected, "calls");
            List<Json> made = array(given, "calls");
            for (int i = 0; i < wanted.size(); i++) {
                List<Json> call = ((Json.Arr) made.get(i)).items();
                steps.add(
                        new Step(((Json.Text) call.get(0)).value(), input(((Json.Text) call.get(1)).value()), (Json.Obj)
                                wanted.get(i)));
            }
            return steps;
        }

        Optional<String> newError() {
            return expected.get("new_error").map(value -> ((Json.Text) value).value());
        }
    }

    /** One call and its answer. */
    record Step(String function, byte[] input, Json.Obj answer) {
        long code() {
            return Long.parseLong(((Json.Num) answer.get("rc").orElseThrow()).spelling());
        }

        byte[] output() {
            return answer.get("out_hex")
                    .map(hex -> HexFormat.of().parseHex(((Json.Text) hex).value()))
                    .orElseGet(() -> text(answer, "out").getBytes(UTF_8));
        }

        String error() {
            return answer.get("error").map(value -> ((Json.Text) value).value()).orElse("");
        }

        List<String> logs() {
            return array(answer, "logs").stream()
                    .map(each -> ((Json.Text) each).value())
                    .toList();
        }
    }

    static ExtismCases read(Path root) throws IOException {
        List<Json> given = ((Json.Arr) Json.parse(Files.readString(root.resolve("cases.json")))).items();
        List<Json> expected = ((Json.Arr) Json.parse(Files.readString(root.resolve("expected.json")))).items();
        List<Case> all = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Case both = new Case((Json.Obj) given.get(i), (Json.Obj) expected.get(i));
            if (!both.id().equals(text(both.expected(), "id"))) {
                throw new IllegalStateException("cases.json and expected.json differ at " + both.id());
            }
            all.add(both);
        }
        return new ExtismCases(root, all);
    }

    byte[] module(String name) throws IOException {
        return Files.readAllBytes(root.resolve("wasm").resolve(name + ".wasm"));
    }

    private static byte[] input(String text) {
        return switch (text) {
            case "@1k" -> "abcdefghij klmno".repeat(64).getBytes(UTF_8);
            case "@1m" -> "abcdefghij klmno".repeat(65_536).getBytes(UTF_8);
            default -> text.getBytes(UTF_8);
        };
    }

    private static String text(Json.Obj object, String name) {
        return ((Json.Text) object.get(name).orElseThrow()).value();
    }

    private static List<Json> array(Json.Obj object, String name) {
        return object.get(name).map(value -> ((Json.Arr) value).items()).orElse(List.of());
    }
}
