package io.mortise.testkit.plugins;

import io.mortise.api.RuntimeKind;
import io.mortise.manager.PluginManagerBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How one field is seen: values of it, each with what must be observed under it and under no other.
 *
 * @param place where the values are written, names and indices apart by slashes: {@code permissions/http/0/ports}
 * @param manifest more of plugin.yaml, which replaces what the contract guest's says at top level
 * @param settings more of mortise.yaml
 * @param prepare what else a home needs before it is opened
 * @param open how it is opened
 * @param isSeenAtTheOpening true when a value may refuse the opening
 * @param on where it looks; a field may have a probe for each runtime
 */
record FieldProbe(
        FieldFile file,
        String place,
        String manifest,
        String settings,
        Consumer<FieldScene> prepare,
        Function<ContractHome, PluginManagerBuilder> open,
        Look look,
        boolean isSeenAtTheOpening,
        Set<RuntimeKind> on,
        List<Value> values) {
    FieldProbe {
        on = Set.copyOf(on);
        values = List.copyOf(values);
    }

    /** Looks at a manager that was opened over one value. */
    interface Look {
        String at(FieldScene scene) throws Exception;
    }

    /** A value as YAML, empty for none, and a regular expression that is found in what is observed. */
    record Value(String yaml, String seen) {}

    static FieldProbe manifest(String place) {
        return of(FieldFile.MANIFEST, place);
    }

    static FieldProbe settings(String place) {
        return of(FieldFile.SETTINGS, place);
    }

    private static FieldProbe of(FieldFile file, String place) {
        return new FieldProbe(
                file,
                place,
                "",
                "",
                scene -> {},
                ContractHome::asDeclared,
                FieldScene::standing,
                false,
                EnumSet.allOf(RuntimeKind.class),
                List.of());
    }

    FieldProbe withManifest(String yaml) {
        return new FieldProbe(file, place, yaml, settings, prepare, open, look, isSeenAtTheOpening, on, values);
    }

    FieldProbe withSettings(String yaml) {
        return new FieldProbe(file, place, manifest, yaml, prepare, open, look, isSeenAtTheOpening, on, values);
    }

    /** Before the manager opens, each time. */
    FieldProbe prepared(Consumer<FieldScene> by) {
        return new FieldProbe(
                file, place, manifest, settings, prepare.andThen(by), open, look, isSeenAtTheOpening, on, values);
    }

    /** Standard: as declared. */
    FieldProbe opened(Function<ContractHome, PluginManagerBuilder> by) {
        return new FieldProbe(file, place, manifest, settings, prepare, by, look, isSeenAtTheOpening, on, values);
    }

    /** Standard: state and reason. */
    FieldProbe seenBy(Look by) {
        return new FieldProbe(file, place, manifest, settings, prepare, open, by, isSeenAtTheOpening, on, values);
    }

    /** Standard: on both. */
    FieldProbe on(RuntimeKind runtime) {
        return new FieldProbe(
                file, place, manifest, settings, prepare, open, look, isSeenAtTheOpening, Set.of(runtime), values);
    }

    /** The message that a call ends with. */
    FieldProbe refusal(String function, String input) {
        return seenBy(scene -> scene.home().failure(function, input).getMessage());
    }

    /** What refused the opening, or that nothing did. */
    FieldProbe seenAtTheOpening() {
        return new FieldProbe(file, place, manifest, settings, prepare, open, FieldScene::opening, true, on, values);
    }

    FieldProbe when(String yaml, String seen) {
        List<Value> more = new ArrayList<>(values);
        more.add(new Value(yaml, seen));
        return new FieldProbe(file, place, manifest, settings, prepare, open, look, isSeenAtTheOpening, on, more);
    }
}
