package io.mortise.wasm.internal.goatkit;

import io.mortise.wasm.internal.abi.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a guest registers, read for the functions that can be called: whatever names a handler. */
final class Registration {
    private static final List<String> LISTS =
            List.of("routes", "widgets", "jobs", "mcp_tools", "setup_tasks", "cascades", "templates", "uis");
    private static final List<String> HANDLERS = List.of("handler", "on_soft_delete", "on_hard_delete");

    private final Map<String, Json> functions = new LinkedHashMap<>();

    private Registration() {}

    /** {@code {"functions": {…}}}, as a guest of our own would describe itself. */
    static byte[] described(Json.Obj registration) {
        Registration found = new Registration();
        LISTS.forEach(list -> registration.get(list).ifPresent(found::items));
        registration.get("event_authorizer").ifPresent(found::named);
        return new Json.Obj(Map.of("functions", new Json.Obj(found.functions))).bytes();
    }

    private void items(Json list) {
        if (list instanceof Json.Arr array) {
            array.items().forEach(this::item);
        }
    }

    private void item(Json item) {
        if (item instanceof Json.Obj object) {
            HANDLERS.forEach(name -> object.get(name).ifPresent(this::named));
            object.get("routes").ifPresent(this::items);
            if (object.get("override").filter(Json.Word.TRUE::equals).isPresent()
                    && object.get("name").orElse(Json.Word.NULL) instanceof Json.Text name) {
                named(new Json.Text("template_" + name.value().replaceAll("[^A-Za-z0-9]", "_")));
            }
        }
    }

    private void named(Json name) {
        if (name instanceof Json.Text text && !text.value().isEmpty()) {
            functions.put(text.value(), new Json.Obj(Map.of()));
        }
    }
}
