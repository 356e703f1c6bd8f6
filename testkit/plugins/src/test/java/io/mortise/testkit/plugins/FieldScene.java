package io.mortise.testkit.plugins;

import io.mortise.api.RunnerFactory;
import io.mortise.api.RuntimeKind;
import io.mortise.api.error.PluginException;
import io.mortise.manager.CallRequest;
import io.mortise.manager.PluginEvent;
import io.mortise.manager.PluginState;
import io.mortise.manager.PluginStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** A home with one value of the field under test in it, and what is there to look at. */
final class FieldScene implements AutoCloseable {
    /** The guest in C on a runtime that all homes share: it is compiled once. */
    private static final Twin COMPILED_ONCE = new Twin() {
        @Override
        public List<String> functions() {
            return Twin.C.functions();
        }

        @Override
        public Optional<RunnerFactory> runtimes() {
            return Optional.of(SharedWasm.INSTANCE);
        }

        @Override
        public String lay(Path directory) throws IOException {
            return Twin.C.lay(directory);
        }
    };

    private final ContractHome home;
    private final RuntimeKind runtime;
    private String opening = "opened";
    private Duration took = Duration.ZERO;
    private final List<PluginEvent> events = new CopyOnWriteArrayList<>();

    private FieldScene(ContractHome home, RuntimeKind runtime) {
        this.home = home;
        this.runtime = runtime;
    }

    /** Lays the home as the probe wants it, writes the value, and opens. */
    static FieldScene of(FieldProbe probe, FieldProbe.Value value, RuntimeKind runtime, Path directory) {
        Twin twin = runtime == RuntimeKind.WASM ? COMPILED_ONCE : Twin.JAVA;
        FieldScene scene = new FieldScene(ContractHome.in(directory, twin), runtime);
        scene.home.plugin().write();
        Path manifest = directory.resolve("contract/plugin.yaml");
        scene.lay(manifest, probe.manifest(), probe, value, FieldFile.MANIFEST);
        scene.lay(directory.resolve("mortise.yaml"), probe.settings(), probe, value, FieldFile.SETTINGS);
        probe.prepare().accept(scene);
        scene.open(probe);
        return scene;
    }

    private void open(FieldProbe probe) {
        long began = System.nanoTime();
        try {
            home.open(probe.open().apply(home).onEvent(events::add));
        } catch (PluginException e) {
            opening = String.valueOf(e.getMessage());
        }
        took = Duration.ofNanos(System.nanoTime() - began);
    }

    private void lay(Path file, String more, FieldProbe probe, FieldProbe.Value value, FieldFile kind) {
        try {
            Map<String, Object> document = Files.exists(file) ? map(Files.readString(file)) : new LinkedHashMap<>();
            document.putAll(map(more));
            if (probe.file() == kind && !value.yaml().isEmpty()) {
                set(document, List.of(probe.place().split("/")), new Yaml().load(value.yaml()));
            }
            // JSON is YAML, and shows each value with its type.
            Files.writeString(file, JsonMapper.builder().build().writeValueAsString(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> map(String yaml) {
        Map<String, Object> loaded = new Yaml().load(yaml);
        return loaded == null ? new LinkedHashMap<>() : loaded;
    }

    /** Sets a value at a place, making what is missing on the way: an entry where the next step is a number. */
    @SuppressWarnings("unchecked")
    private static Object set(Object node, List<String> steps, Object value) {
        if (steps.isEmpty()) {
            return value;
        }
        String step = steps.get(0);
        List<String> rest = steps.subList(1, steps.size());
        if (step.matches("[0-9]+")) {
            List<Object> list = node instanceof List<?> there ? (List<Object>) there : new ArrayList<>();
            int at = Integer.parseInt(step);
            if (at == list.size()) {
                list.add(set(null, rest, value));
            } else {
                list.set(at, set(list.get(at), rest, value));
            }
            return list;
        }
        Map<String, Object> map = node instanceof Map<?, ?> there ? (Map<String, Object>) there : new LinkedHashMap<>();
        map.put(step, set(map.get(step), rest, value));
        return map;
    }

    ContractHome home() {
        return home;
    }

    RuntimeKind runtime() {
        return runtime;
    }

    Path directory() {
        return home.directory();
    }

    /** How the opening went: {@code opened}, or what refused it. */
    String opening() {
        return opening;
    }

    /** What the opening took. */
    Duration took() {
        return took;
    }

    /** Changes a text file of the home. */
    void edit(String path, UnaryOperator<String> change) {
        try {
            Path file = directory().resolve(path);
            Files.writeString(file, change.apply(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of the home. */
    void put(String path, byte[] content) {
        try {
            Path file = directory().resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is seen while so many calls are inside the plugin. */
    String whileInside(int calls, Supplier<String> look) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(calls);
        CountDownLatch go = new CountDownLatch(1);
        home.app(payload -> {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return payload;
        });
        List<Thread> callers = IntStream.range(0, calls)
                .mapToObj(i -> new Thread(() -> answer("app_call", "app.echo\nheld")))
                .toList();
        try {
            callers.forEach(Thread::start);
            inside.await();
            return look.get();
        } finally {
            go.countDown();
            for (Thread caller : callers) {
                caller.join();
            }
        }
    }

    /** How many of at most so many equal calls succeed before one is refused. */
    String untilRefused(int most, CallRequest request) {
        for (int i = 0; i < most; i++) {
            try {
                home.plugins().call(request);
            } catch (PluginException e) {
                return i + " then " + e.getMessage();
            }
        }
        return most + " and no refusal";
    }

    /** How often its state became this one. */
    long times(PluginState state) {
        return events.stream()
                .filter(event -> event instanceof PluginEvent.StateChanged step && step.to() == state)
                .count();
    }

    /** Names of the plugins there are. */
    String names() {
        return home.plugins().status().stream()
                .map(status -> status.plugin().name())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    PluginStatus status() {
        return home.status();
    }

    /** State, reason and problems of the contract plugin. */
    String standing() {
        return status().state() + " " + status().reason() + " " + status().problems();
    }

    /** What a call answers, or the message it ends with. */
    String answer(String function, String input) {
        try {
            return home.ask(function, input);
        } catch (PluginException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What {@code explain} says of a key. */
    String explained(String key) {
        return home.plugins().explain("contract").values().stream()
                .filter(value -> value.key().equals(key))
                .map(value -> value.value() + " from " + value.from())
                .findFirst()
                .orElse("nothing");
    }

    /** All that was told up to now. */
    List<PluginEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        home.close();
    }
}
