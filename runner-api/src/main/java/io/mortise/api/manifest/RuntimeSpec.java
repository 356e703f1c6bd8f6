package io.mortise.api.manifest;

import static java.util.Objects.requireNonNull;

import io.mortise.api.RuntimeKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a plugin offers to run: one case for each runtime. */
public sealed interface RuntimeSpec {
    RuntimeKind kind();

    /**
     * In the wasm sandbox.
     *
     * @param module path inside the bundle
     * @param abi {@code auto} or the name of a dialect
     * @param fresh true: every call starts on a new instance; false: memory lives on between calls
     * @param image true: new instances come from an image taken after start
     */
    record Wasm(String module, String abi, boolean fresh, Pool pool, boolean image) implements RuntimeSpec {
        public static final Wasm STANDARD = new Wasm("plugin.wasm", "auto", false, Pool.STANDARD, false);

        public Wasm {
            requireNonNull(module, "module");
            requireNonNull(abi, "abi");
            requireNonNull(pool, "pool");
        }

        @Override
        public RuntimeKind kind() {
            return RuntimeKind.WASM;
        }

        public Wasm withModule(String path) {
            return new Wasm(path, abi, fresh, pool, image);
        }
    }

    /**
     * The instances of one generation.
     *
     * @param maxIdle an instance unused for so long is let go, down to {@code minInstances}
     * @param maxUses calls after which an instance is let go; 0 = no bound
     */
    record Pool(int maxInstances, int minInstances, Duration maxIdle, int maxUses) {
        /** 8, none ahead of time, 5 min, no bound. */
        public static final Pool STANDARD = new Pool(8, 0, Duration.ofMinutes(5), 0);
    }

    /**
     * As a process.
     *
     * @param env added to the scrubbed environment
     * @param handshake what a {@code raw} program expects; only with that protocol
     * @param profile the family a {@code raw} program belongs to, by the runner's name for it, instead of a handshake
     */
    record Grpc(
            Launch launch,
            List<String> args,
            Map<String, String> env,
            Protocol protocol,
            Optional<Handshake> handshake,
            Optional<String> profile)
            implements RuntimeSpec {
        public Grpc {
            requireNonNull(launch, "launch");
            args = List.copyOf(args);
            env = Map.copyOf(env);
            requireNonNull(protocol, "protocol");
            requireNonNull(handshake, "handshake");
            requireNonNull(profile, "profile");
        }

        public static Grpc of(Launch launch) {
            return new Grpc(launch, List.of(), Map.of(), Protocol.MORTISE, Optional.empty(), Optional.empty());
        }

        @Override
        public RuntimeKind kind() {
            return RuntimeKind.GRPC;
        }
    }

    /** What is started. */
    sealed interface Launch {
        /** An executable of the bundle; by platform ({@code linux-amd64}) or {@code any}. */
        record Binary(Map<String, String> byPlatform) implements Launch {
            /** The key of an executable that runs everywhere. */
            public static final String ANY = "any";

            public Binary {
                byPlatform = Map.copyOf(byPlatform);
            }
        }

        /** A jar of the bundle, run by the host's own Java. */
        record Jar(String path) implements Launch {}

        /** A command; a first word without / is looked up in PATH, every other path is inside the bundle. */
        record Command(List<String> words) implements Launch {
            public Command {
                words = List.copyOf(words);
            }
        }
    }

    /** What a process speaks behind go-plugin's handshake. */
    enum Protocol {
        MORTISE,
        FLOWBOT,
        RAW
    }

    /** go-plugin's magic cookie and application versions of a raw program; not a secret. */
    record Handshake(String cookieKey, String cookieValue, List<Integer> versions) {
        public Handshake {
            requireNonNull(cookieKey, "cookieKey");
            requireNonNull(cookieValue, "cookieValue");
            versions = List.copyOf(versions);
        }
    }
}
