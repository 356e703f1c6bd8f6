package io.mortise.wasm.internal.abi;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.manifest.Permissions;
import io.mortise.testkit.ContractGuest;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.SectionReader;
import io.mortise.wasm.internal.binary.Signature;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a module can reach and what it has to ask for: the table, written a second time. */
class ImportTableTest {

    @Test
    void everyImport_hasItsPermission() {
        Map<String, String> rights = Arrays.stream(MortiseImport.values())
                .filter(MortiseImport::isService)
                .collect(
                        Collectors.toMap(MortiseImport::text, row -> row.right().key()));

        assertThat(rights)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("kv_get", "kv"),
                        Map.entry("kv_set", "kv"),
                        Map.entry("kv_delete", "kv"),
                        Map.entry("kv_list", "kv"),
                        Map.entry("kv_version", "kv"),
                        Map.entry("kv_compare_and_set", "kv"),
                        Map.entry("cache_get", "cache"),
                        Map.entry("cache_set", "cache"),
                        Map.entry("cache_delete", "cache"),
                        Map.entry("http_request", "http"),
                        Map.entry("http_body", "http"),
                        Map.entry("event_emit", "events.publish"),
                        Map.entry("sql_query", "sql"),
                        Map.entry("sql_exec", "sql"),
                        Map.entry("mail_send", "mail"),
                        Map.entry("secret_get", "secrets"),
                        Map.entry("job_enqueue", "jobs"),
                        Map.entry("plugin_call", "plugins"),
                        Map.entry("app_call", "app")));
    }

    @Test
    void everyImportOfEveryModule_isARowOfTheTable() {
        assertThat(new MortiseDialect().imports())
                .containsExactlyElementsOf(Arrays.stream(MortiseImport.values())
                        .map(row -> new KnownImport("mortise/1", row.text(), row.signature(), row.right()))
                        .toList());
        assertThat(CommonImports.all())
                .hasSize(47)
                .contains(new KnownImport("env", "abort", new Signature("iiii", ""), Right.NONE))
                .allSatisfy(row -> assertThat(row.right()).isEqualTo(Right.NONE));
        assertThat(CommonImports.all().stream().filter(row -> row.module().equals("wasi_snapshot_preview1")))
                .hasSize(46);
        assertThat(known("env", "other")).isEmpty();
        assertThat(known("mortise/2", "input")).isEmpty();
    }

    private static Optional<KnownImport> known(String module, String name) {
        return new ImportCheck(new MortiseDialect())
                .known(new ModuleShape.Import(module, name, ModuleShape.Kind.FUNCTION, Optional.empty()));
    }

    /** The C header was written apart from this table: types must be the same. */
    @Test
    void everyImportOfTheContractGuest_isKnownWithItsType() {
        assertThat(SectionReader.read(ContractGuest.module(), ModuleCaps.STANDARD)
                        .shape()
                        .imports())
                .hasSizeGreaterThan(20)
                .allSatisfy(wanted -> assertThat(
                                known(wanted.module(), wanted.name()).map(KnownImport::signature))
                        .isEqualTo(wanted.signature()));
    }

    @Test
    void everyRight_isSeenInWhatAManifestAsks() {
        assertThat(Stream.of(Right.values())).allSatisfy(right -> assertThat(right.isAskedForBy(ContractGuest.ASKS))
                .isTrue());
        assertThat(Stream.of(Right.values()).filter(right -> right.isAskedForBy(Permissions.NONE)))
                .containsExactly(Right.NONE);
    }
}
