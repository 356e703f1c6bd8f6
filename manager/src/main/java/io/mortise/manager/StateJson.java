package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.manager.Remembered.Contents;
import io.mortise.manager.Remembered.Hold;
import io.mortise.manager.Remembered.Said;
import io.mortise.manager.internal.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * {@code state.json} as this version writes it, member by member: every opening reads it first, and data binding for five
 * records would be most of the time that takes. What is not exactly of this form is left to {@link StateContent#parse}.
 */
final class StateJson {
    private StateJson() {}

    static byte[] write(StateContent content) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", content.version());
        all.put("frozen", said(content.frozen()));
        all.put("quarantined", sorted(content.quarantined(), StateJson::said));
        all.put("plugins", sorted(content.plugins(), StateJson::remembered));
        return Json.write(all);
    }

    private static <T> Map<String, Object> sorted(Map<String, T> values, Function<T, Object> form) {
        Map<String, Object> sorted = new TreeMap<>();
        values.forEach((name, value) -> sorted.put(name, form.apply(value)));
        return sorted;
    }

    private static Map<String, Object> said(Said said) {
        return texts("by", said.by(), "at", said.at());
    }

    private static Map<String, Object> remembered(Remembered known) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("disabled", said(known.disabled()));
        all.put("quarantined", said(known.quarantined()));
        all.put("generation", known.generation());
        Contents contents = known.contents();
        all.put(
                "contents",
                texts("proved", contents.proved(), "before", contents.before(), "sentBack", contents.sentBack()));
        all.put(
                "hold",
                texts("pinned", known.hold().pinned(), "floor", known.hold().floor()));
        return all;
    }

    private static Map<String, Object> texts(String... namesAndValues) {
        Map<String, Object> texts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            texts.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return texts;
    }

    /** Empty when it is anything but what {@link #write} writes. */
    static Optional<StateContent> read(byte[] json) {
        try {
            return Json.plain(new String(json, UTF_8))
                    .map(Members::new)
                    .filter(all -> all.whole("version") == StateContent.VERSION)
                    .map(StateJson::content);
        } catch (OtherForm e) {
            return Optional.empty();
        }
    }

    private static StateContent content(Members all) {
        all.requireCount(4);
        return new StateContent(
                StateContent.VERSION,
                said(all.members("frozen")),
                all.members("quarantined").each(StateJson::said),
                all.members("plugins").each(StateJson::remembered));
    }

    private static Said said(Members said) {
        said.requireCount(2);
        return new Said(said.text("by"), said.text("at"));
    }

    private static Remembered remembered(Members known) {
        known.requireCount(5);
        Members contents = known.members("contents");
        contents.requireCount(3);
        Members hold = known.members("hold");
        hold.requireCount(2);
        return new Remembered(
                said(known.members("disabled")),
                said(known.members("quarantined")),
                known.whole("generation"),
                new Contents(contents.text("proved"), contents.text("before"), contents.text("sentBack")),
                new Hold(hold.text("pinned"), hold.text("floor")));
    }

    /** It is not as this version writes it. */
    private static final class OtherForm extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OtherForm() {
            super("another form", null, false, false);
        }
    }

    /** The members of one object. */
    private record Members(Map<?, ?> values) {
        void requireCount(int count) {
            if (values.size() != count) {
                throw new OtherForm();
            }
        }

        String text(String name) {
            return of(name, String.class);
        }

        long whole(String name) {
            Object value = values.get(name);
            if (value instanceof Integer || value instanceof Long) {
                return ((Number) value).longValue();
            }
            throw new OtherForm();
        }

        Members members(String name) {
            return new Members(of(name, Map.class));
        }

        <T> Map<String, T> each(Function<Members, T> form) {
            Map<String, T> all = new HashMap<>();
            values.forEach((name, value) -> {
                if (!(value instanceof Map<?, ?> members)) {
                    throw new OtherForm();
                }
                all.put(String.valueOf(name), form.apply(new Members(members)));
            });
            return all;
        }

        private <T> T of(String name, Class<T> type) {
            Object value = values.get(name);
            if (!type.isInstance(value)) {
                throw new OtherForm();
            }
            return type.cast(value);
        }
    }
}
