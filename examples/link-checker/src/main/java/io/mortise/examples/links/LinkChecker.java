package io.mortise.examples.links;

import io.mortise.sdk.CallRejected;
import io.mortise.sdk.Code;
import io.mortise.sdk.Events.Event;
import io.mortise.sdk.Host;
import io.mortise.sdk.Plugin;
import io.mortise.sdk.PluginCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fetches a page, asks for every link on it, tells of the broken ones. */
public final class LinkChecker {
    record Check(Optional<String> page, Optional<List<String>> links) {}

    record Broken(String link, String why) {}

    record Report(int checked, int remembered, List<Broken> broken) {}

    record Forgotten(int entries) {}

    record Settings(long remember_minutes, int max_links, String user_agent) {}

    private LinkChecker() {}

    static Report check(PluginCall call, Check input) {
        Host host = call.host();
        Settings settings = host.config().as(Settings.class);
        Visits visits = new Visits(host, settings);
        List<String> links = input.links().orElseGet(() -> onPage(visits, input));
        List<Broken> broken = new ArrayList<>();
        int remembered = 0;
        List<String> some = links.subList(0, Math.min(links.size(), settings.max_links()));
        for (String link : some) {
            Visits.Found found = visits.visit(link);
            remembered += found.remembered() ? 1 : 0;
            if (!found.why().isEmpty()) {
                broken.add(new Broken(link, found.why()));
                // One event for each link and cause, however often it is checked.
                host.events()
                        .emit(Event.of("link.broken").withSubject(link).withIdempotencyKey(link + ' ' + found.why()));
            }
        }
        return new Report(some.size(), remembered, broken);
    }

    private static List<String> onPage(Visits visits, Check input) {
        String page = input.page()
                .orElseThrow(() -> new CallRejected(Code.INVALID_ARGUMENT, "a page or a list of links is needed"));
        return Links.of(page, visits.read(page));
    }

    public static void main(String[] args) {
        Plugin.named("link-checker")
                .handle("check", Check.class, Report.class, LinkChecker::check)
                .handle("forget", Object.class, Forgotten.class, (call, input) -> Visits.forget(call.host()))
                .serve(args);
    }
}
