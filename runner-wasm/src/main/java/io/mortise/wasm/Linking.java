package io.mortise.wasm;

import io.mortise.api.error.Detail.Violation;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.ModuleShape.Kind;
import io.mortise.wasm.internal.binary.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which imports of a plugin's modules are functions of one another. In a circle, if they like. */
record Linking(Map<String, ModuleShape> modules) {
    Linking {
        modules = Map.copyOf(modules);
    }

    boolean links(ModuleShape.Import wanted) {
        return modules.containsKey(wanted.module());
    }

    /** The shape without what other modules of the plugin give. */
    ModuleShape outside(ModuleShape shape) {
        return new ModuleShape(
                shape.imports().stream().filter(each -> !links(each)).toList(),
                shape.exports(),
                shape.memory(),
                shape.hasStart());
    }

    /** Imports that no other module has as such a function. */
    List<Violation> problems(ModuleShape shape) {
        List<Violation> problems = new ArrayList<>();
        shape.imports().stream().filter(this::links).forEach(each -> problem(each)
                .ifPresent(problems::add));
        return problems;
    }

    private Optional<Violation> problem(ModuleShape.Import wanted) {
        String place = "import " + wanted;
        if (wanted.kind() != Kind.FUNCTION) {
            return Optional.of(new Violation(place, "is no function; modules share functions only"));
        }
        Optional<Signature> has = Optional.ofNullable(modules.get(wanted.module()))
                .flatMap(module -> module.export(wanted.name()))
                .flatMap(ModuleShape.Export::signature);
        if (!has.equals(wanted.signature())) {
            String wants = wanted.signature().map(Signature::toString).orElse("none");
            return Optional.of(new Violation(
                    place,
                    "has type %s, module %s exports %s"
                            .formatted(
                                    wants,
                                    wanted.module(),
                                    has.map(Signature::toString).orElse("no such function"))));
        }
        return has.filter(type -> type.results().length() > 1)
                .map(type -> new Violation(place, "has several results; a linked function has one at most"));
    }
}
