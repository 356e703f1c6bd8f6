package io.mortise.grpc;

import io.mortise.api.PluginBundle;
import io.mortise.api.PluginDescriptor;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.api.manifest.RuntimeSpec.Protocol;
import io.mortise.grpc.internal.process.ChildEnvironment;
import io.mortise.grpc.internal.process.LaunchWords;
import io.mortise.grpc.internal.process.Launchers;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.grpc.internal.process.Platform;
import io.mortise.grpc.internal.wire.GoPluginLaunch;
import io.mortise.grpc.internal.wire.GoPluginLaunch.Handshaking;
import io.mortise.proto.MagicCookie;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A bundle whose files and manifest can be started, as far as that can be told without starting them. */
record Loaded(
        PluginBundle bundle,
        RuntimeSpec.Grpc spec,
        LaunchWords words,
        Handshaking handshaking,
        Optional<GoPluginProfile> profile,
        Optional<StandIn> standIn) {
    private static final int MORTISE_V1 = 1;
    private static final int FLOWBOT_VERSION = 1;

    /** Checks everything; throws with all that the manifest has wrong, or the first thing wrong with the files. */
    static Loaded of(PluginBundle bundle, Optional<StandIn> standIn) {
        RuntimeSpec.Grpc spec = bundle.manifest()
                .runtime(RuntimeKind.GRPC)
                .map(RuntimeSpec.Grpc.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("the manifest offers no runtime grpc"));
        requireAllowed(bundle.subject(), spec);
        String path = System.getenv().getOrDefault("PATH", "");
        try {
            LaunchWords words = standIn.map(StandIn::words)
                    .orElseGet(() -> LaunchWords.resolve(spec, bundle.root(), Platform.current(), path));
            Optional<GoPluginProfile> profile = spec.profile().map(GoPluginProfile::named);
            return new Loaded(bundle, spec, words, handshaking(spec, profile), profile, standIn);
        } catch (NotStarted e) {
            throw StartErrors.notStarted(bundle.subject(), e);
        }
    }

    private static void requireAllowed(Subject subject, RuntimeSpec.Grpc spec) {
        List<Detail.Violation> violations = new ArrayList<>();
        spec.env().forEach((name, value) -> ChildEnvironment.refusal(name, value)
                .ifPresent(why -> violations.add(new Detail.Violation("plugin.yaml: grpc.env." + name, why))));
        if (spec.protocol() == Protocol.RAW
                && spec.handshake().isEmpty()
                && spec.profile().isEmpty()) {
            violations.add(new Detail.Violation(
                    "plugin.yaml: grpc.handshake", "protocol raw needs cookie and versions, or a profile"));
        }
        spec.profile()
                .filter(name -> !GoPluginProfile.names().contains(name))
                .ifPresent(name -> violations.add(new Detail.Violation(
                        "plugin.yaml: grpc.profile",
                        '"' + name + "\" is none; there are " + String.join(", ", GoPluginProfile.names()))));
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

    private static Handshaking handshaking(RuntimeSpec.Grpc spec, Optional<GoPluginProfile> profile) {
        return switch (spec.protocol()) {
            case MORTISE -> new Handshaking(MagicCookie.KEY, MagicCookie.VALUE, List.of(MORTISE_V1));
            case RAW ->
                spec.handshake()
                        .map(pair -> new Handshaking(pair.cookieKey(), pair.cookieValue(), pair.versions()))
                        .or(() -> profile.map(
                                known -> new Handshaking(known.cookieKey(), known.cookieValue(), known.versions())))
                        .orElseThrow();
            case FLOWBOT ->
                new Handshaking(FlowbotDialect.COOKIE_KEY, FlowbotDialect.COOKIE_VALUE, List.of(FLOWBOT_VERSION));
        };
    }

    Subject subject() {
        return bundle.subject();
    }

    ProcessDialect dialect() {
        return ProcessDialect.of(spec.protocol());
    }

    /** The profile's variables under the manifest's. */
    Map<String, String> environment() {
        Map<String, String> all =
                new LinkedHashMap<>(profile.map(GoPluginProfile::environment).orElse(Map.of()));
        all.putAll(spec.env());
        return all;
    }

    /** What is left open of TLS by the operator, who alone can, and by the program's family. */
    GoPluginLaunch.Tls tls(boolean allowPlaintext) {
        if (standIn.isPresent()) {
            return GoPluginLaunch.Tls.OFF;
        }
        if (!allowPlaintext) {
            return GoPluginLaunch.Tls.REQUIRED;
        }
        boolean able = profile.map(GoPluginProfile::autoMtls).orElse(true);
        return able ? GoPluginLaunch.Tls.PREFERRED : GoPluginLaunch.Tls.OFF;
    }

    boolean isRaw() {
        return spec.protocol() == Protocol.RAW;
    }

    PluginDescriptor descriptor(Launchers launchers) {
        List<String> notes = new ArrayList<>();
        if (bundle.manifest().limits().memoryBytes().isPresent() && !launchers.boundsMemory()) {
            notes.add("limits.memory is not enforced: prlimit, setpriv or env is missing");
        }
        return new PluginDescriptor(dialect().name(), "process", Set.of(), notes);
    }
}
