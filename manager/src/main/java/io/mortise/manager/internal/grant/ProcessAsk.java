package io.mortise.manager.internal.grant;

import io.mortise.api.manifest.RuntimeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads what a manifest's {@code grpc} part asks of an operator. */
final class ProcessAsk {
    private ProcessAsk() {}

    static Ask.Start of(RuntimeSpec.Grpc grpc) {
        String protocol = grpc.protocol() == RuntimeSpec.Protocol.MORTISE
                ? ""
                : grpc.protocol().name().toLowerCase(Locale.ROOT);
        List<String> args = new ArrayList<>();
        String program = "";
        if (grpc.launch() instanceof RuntimeSpec.Launch.Command command
                && !command.words().isEmpty()) {
            String first = command.words().get(0);
            program = first.indexOf('/') < 0 ? first : "";
            args.addAll(command.words().subList(1, command.words().size()));
        }
        args.addAll(grpc.args());
        return new Ask.Start(program, protocol, args, grpc.env());
    }
}
