package io.mortise.testkit.plugins;

import static io.mortise.testkit.plugins.FieldProbe.manifest;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.RuntimeKind;
import java.util.List;

/** What is asked for and, granted as declared, let through the gate. */
final class PermissionFields {
    private static final String DENIED = "mortise grant contract ";

    private PermissionFields() {}

    static List<FieldProbe> all() {
        return List.of(
                asking("http", "http", FieldServer.get("127.0.0.1"))
                        .when("[ { host: 127.0.0.1, ports: [" + FieldServer.PORT + "] } ]", "reached")
                        .when("[ { host: 127.0.0.2 } ]", DENIED + "http"),
                entry("host").when("127.0.0.1", "reached").when("127.0.0.2", DENIED + "http"),
                entry("methods").when("[GET, PUT]", "reached").when("[POST]", DENIED + "http"),
                entry("ports").when("[" + FieldServer.PORT + "]", "reached").when("[1]", DENIED + "http"),
                entry("auth")
                        .withSettings("secrets: { file: secrets.env }\n")
                        .prepared(PermissionFields::laySecrets)
                        .when("TOKEN", "reached Bearer one")
                        .when("OTHER", "reached Bearer two"),
                asking("kv", "kv_set", "k 0 " + "x".repeat(2_000))
                        .when("true", "^1$")
                        .when("{ max_bytes: 1KiB }", "1024"),
                asking("kv/max_bytes", "kv_set", "k 0 " + "x".repeat(2_000))
                        .when("4KiB", "^1$")
                        .when("1KiB", "1024"),
                asking("cache", "cache_set", "k 0 v")
                        .when("true", "^ok$")
                        .when("", "permission cache|" + DENIED + "cache"),
                asking("events/publish", "emit_event", "{\"type\":\"contract.moved\"}")
                        .when("[contract.*]", "^[^ ]+$")
                        .when("[other.*]", DENIED + "events"),
                manifest("permissions/events/subscribe")
                        .withManifest(asks("events: { publish: [contract.*, mark.*] }")
                                + "contributes: { event: [ { id: on_event, type: \"contract.*\" } ] }\n")
                        .seenBy(PermissionFields::delivered)
                        .when("[contract.*]", "^contract.moved$")
                        .when("[other.*]", "^nothing|subscribe"),
                filing("filesystem").when("[ { path: data } ]", "data").when("[ { path: own } ]", "own"),
                filing("filesystem/0/path").when("data", "data").when("own", "own"),
                filing("filesystem/0/mode")
                        .seenBy(scene -> scene.answer("create", ""))
                        .when("read", "^refused$")
                        .when("readwrite", "^created$"),
                writing("filesystem")
                        .when("[ { path: data, mode: readwrite } ]", "data made")
                        .when("[]", "none made"),
                writing("filesystem/0/path").when("data", "data made").when("own", "own made"),
                writing("filesystem/0/mode").when("readwrite", "data made").when("read", "none made"),
                asking("secrets", "secret", "TOKEN")
                        .withSettings("secrets: { file: secrets.env }\n")
                        .prepared(PermissionFields::laySecrets)
                        .when("[TOKEN]", "^one$")
                        .when("[OTHER]", DENIED + "secrets=TOKEN"),
                asking("plugins", "plugin_call", "{\"plugin\":\"other\",\"function\":\"echo\"}\nx")
                        .prepared(scene -> scene.home()
                                .plugin("other")
                                .with("activation: lazy\n")
                                .write())
                        .when("[other]", "^x$")
                        .when("[third]", DENIED + "plugins=other"),
                asking("app", "app_call", "app.echo\nx")
                        .when("[app.echo]", "^x$")
                        .when("[app.other]", DENIED + "app=app.echo"),
                asking("sql/mode", "sql_exec", "{\"sql\":\"select 1\",\"params\":[]}")
                        .when("readwrite", "this version brings none")
                        .when("read", DENIED + "sql"),
                asking("mail/to", "mail_send", "{\"to\":[\"a@example.org\"],\"subject\":\"s\",\"text\":\"t\"}")
                        .when("[\"*@example.org\"]", "unimplemented")
                        .when("[\"*@example.net\"]", DENIED + "mail"),
                asking("jobs", "enqueue", "{\"job\":\"j\",\"payload\":{}}")
                        .when("true", "unimplemented")
                        .when("", "permission jobs|" + DENIED + "jobs"));
    }

    /** All the contract guest's asks, but for one block. */
    static String asks(String line) {
        String block = line.substring(0, line.indexOf(':'));
        return ContractPlugin.ASKS.replaceAll("(?m)^  " + block + ":.*$", "  " + line);
    }

    /** A block of its own value; where the guest cannot start, the reason is what is seen. */
    private static FieldProbe asking(String place, String function, String input) {
        String block = place.split("/")[0];
        String without = ContractPlugin.ASKS.replaceAll("(?m)^  " + block + ":.*\n", "");
        return manifest("permissions/" + place)
                .withManifest(without)
                .withSettings(ProcessFields.REST)
                .seenBy(scene -> scene.status().state().isServing() ? scene.answer(function, input) : scene.standing());
    }

    private static FieldProbe entry(String field) {
        return manifest("permissions/http/0/" + field)
                .withManifest(asks("http: [ { host: 127.0.0.1, ports: [" + FieldServer.PORT + "] } ]")
                        .replace("[TOKEN]", "[TOKEN, OTHER]"))
                .seenBy(scene -> scene.answer("http", FieldServer.get("127.0.0.1")));
    }

    private static void laySecrets(FieldScene scene) {
        scene.put("secrets.env", "TOKEN=one\nOTHER=two\n".getBytes(UTF_8));
        OwnerOnly.make(scene.directory().resolve("secrets.env"));
    }

    /** Both kinds of events come to one queue in order: when the mark is there, the other is there or never comes. */
    private static String delivered(FieldScene scene) {
        if (!scene.status().state().isServing()) {
            return scene.standing();
        }
        scene.answer("emit_event", "{\"type\":\"contract.moved\"}");
        return FieldWait.until(() -> scene.answer("kv_get", "event").contains("contract.moved"))
                ? "contract.moved"
                : "nothing";
    }

    private static FieldProbe filing(String place) {
        return manifest("permissions/" + place)
                .withManifest("functions: { where: {}, create: {} }\npermissions: { filesystem: [ { path: data } ] }\n")
                .prepared(scene -> scene.put("contract/plugin.wasm", FieldModules.filing()))
                .seenBy(scene -> scene.answer("where", ""))
                .on(RuntimeKind.WASM);
    }

    /** A program in the full sandbox that makes a file wherever it can, and says where that was. */
    private static FieldProbe writing(String place) {
        return manifest("permissions/" + place)
                .withManifest("permissions: { filesystem: [ { path: data, mode: readwrite } ] }\n"
                        + "grpc: { command: [sh, -c, \"cd HOME/.mortise/data/*/; for d in *; do touch $d/f && echo $d made >&2"
                        + " || echo none made >&2; done; exit 3\"] }\n")
                .withSettings(ProcessFields.REST + "sandbox: { level: full }\n")
                .prepared(scene -> scene.edit(
                        "contract/plugin.yaml",
                        yaml -> yaml.replace("HOME", scene.directory().toString())))
                .prepared(FieldWait::requireFullSandbox)
                .on(RuntimeKind.GRPC);
    }
}
