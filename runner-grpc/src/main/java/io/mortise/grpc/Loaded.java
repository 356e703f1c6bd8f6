package io.mortise.grpc;

import io.mortise.api.PluginBundle;
import io.mortise.api.PluginDescriptor;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.api.manifest.RuntimeSpec.Protocol;
import io.mortise.grpc.internal.process.ChildEnvironment;
import io.mortise.grpc.internal.process.LaunchWords;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.grpc.internal.process.Platform;
import io.mortise.grpc.internal.wire.GoPluginLaunch.Handshaking;
import io.mortise.proto.MagicCookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A bundle whose files and manifest can be started, as far as that can be told without starting them. */
record Loaded(PluginBundle bundle, RuntimeSpec.Grpc spec, LaunchWords words, Handshaking handshaking) {
    private static final int MORTISE_V1 = 1;

    /** Checks everything; throws with all that the manifest has wrong, or the first thing wrong with the files. */
    static Loaded of(PluginBundle bundle) {
        RuntimeSpec.Grpc spec = bundle.manifest()
                .runtime(RuntimeKind.GRPC)
                .map(RuntimeSpec.Grpc.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("the manifest offers no runtime grpc"));
        requireAllowed(bundle.subject(), spec);
        String path = System.getenv().getOrDefault("PATH", "");
        try {
            LaunchWords words = LaunchWords.resolve(spec, bundle.root(), Platform.current(), path);
            return new Loaded(bundle, spec, words, handshaking(spec));
        } catch (NotStarted e) {
            throw StartErrors.notStarted(bundle.subject(), e);
        }
    }

    private static void requireAllowed(Subject subject, RuntimeSpec.Grpc spec) {
        List<Detail.Violation> violations = new ArrayList<>();
        spec.env().forEach((name, value) -> ChildEnvironment.refusal(name, value)
                .ifPresent(why -> violations.add(new Detail.Violation("plugin.yaml: grpc.env." + name, why))));
        if (spec.protocol() == Protocol.RAW && spec.handshake().isEmpty()) {
            violations.add(
                    new Detail.Violation("plugin.yaml: grpc.handshake", "protocol raw needs cookie and versions"));
        }
        if (!violations.isEmpty()) {
            throw PluginException.of(
                    Failure.BAD_MANIFEST,
                    subject,
                    String.join(
                            "; ",
                            violations.stream().map(Detail.Violation::toString).toList()),
                    new Detail.Violations(violations));
        }
    }

    private static Handshaking handshaking(RuntimeSpec.Grpc spec) {
        return switch (spec.protocol()) {
            case MORTISE -> new Handshaking(MagicCookie.KEY, MagicCookie.VALUE, List.of(MORTISE_V1));
            case RAW ->
                spec.handshake()
                        .map(pair -> new Handshaking(pair.cookieKey(), pair.cookieValue(), pair.versions()))
                        .orElseThrow();
            case FLOWBOT ->
                throw NotStarted.of(
                        StartProblem.TRANSPORT,
                        "protocol mortise or raw",
                        "flowbot, which comes with a later version",
                        "set grpc.protocol: mortise");
        };
    }

    Subject subject() {
        return bundle.subject();
    }

    boolean speaksMortise() {
        return spec.protocol() == Protocol.MORTISE;
    }

    PluginDescriptor descriptor() {
        List<String> notes = new ArrayList<>();
        if (bundle.manifest().limits().memoryBytes().isPresent()) {
            notes.add("limits.memory is not enforced on a process below sandbox full");
        }
        return new PluginDescriptor(speaksMortise() ? "mortise.v1" : "raw", "process", Set.of(), notes);
    }
}
