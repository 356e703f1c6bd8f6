package io.mortise.host.http;

import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpService.Rules;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides for one hop where it may go. It knows nothing of earlier hops, and reads the grant each time: what was
 * narrowed since acts at once. Any thread.
 */
final class Guard {
    private final Rules rules;
    private final Resolution.Share resolution;
    private final OwnAddresses own;

    Guard(Rules rules, Resolution.Share resolution, OwnAddresses own) {
        this.rules = rules;
        this.resolution = resolution;
        this.own = own;
    }

    /**
     * Where a hop may go, and with what.
     *
     * @param addresses checked, unmapped, in the resolver's order; never empty
     * @param bearer the credential that the matching entry says to add
     */
    record Passage(Set<InetAddress> addresses, Optional<String> bearer) {}

    /** @throws HostFailure PERMISSION_DENIED, UNAVAILABLE, and those of {@link Resolution.Share#resolve} */
    Passage check(Hop hop, Deadline deadline, Cancellation cancellation) throws InterruptedException {
        List<Permission.Http> granted = rules.granted().get();
        Refusal refusal = new Refusal(hop, rules.plugin().plugin().name(), granted);
        List<Permission.Http> entries = entriesFor(hop, granted, refusal);
        List<InetAddress> found = addressesOf(hop, deadline, cancellation);
        Set<InetAddress> allowed = allowed(hop, found, entries, refusal);
        return new Passage(allowed, bearer(hop, entries, allowed, refusal));
    }

    /** Those that take host, port and method together. */
    private List<Permission.Http> entriesFor(Hop hop, List<Permission.Http> granted, Refusal refusal) {
        String host = hop.host();
        List<Permission.Http> byHost = narrow(granted, entry -> new HostPattern(entry.host()).takes(host));
        if (byHost.isEmpty()) {
            throw refusal.because(noEntry(hop), hop.authority());
        }
        List<Permission.Http> byPort = narrow(byHost, entry -> takesPort(entry, hop));
        if (byPort.isEmpty()) {
            throw refusal.because("port " + hop.url().port() + " is not granted for this host", hop.authority());
        }
        List<Permission.Http> byMethod = narrow(
                byPort, entry -> entry.methods().isEmpty() || entry.methods().contains(hop.method()));
        if (byMethod.isEmpty()) {
            throw refusal.because("the method " + hop.method() + " is not granted for this host", hop.authority());
        }
        return byMethod;
    }

    private String noEntry(Hop hop) {
        return Literal.parse(hop.host())
                .map(address -> kindOf(address, hop).words() + " addresses are granted only by address")
                .orElse("no granted entry takes this host");
    }

    private static boolean takesPort(Permission.Http entry, Hop hop) {
        int port = hop.url().port();
        return entry.ports().isEmpty()
                ? port == (hop.url().isHttps() ? 443 : 80)
                : entry.ports().contains(port);
    }

    private List<InetAddress> addressesOf(Hop hop, Deadline deadline, Cancellation cancellation)
            throws InterruptedException {
        Optional<InetAddress> literal = Literal.parse(hop.host());
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        try {
            List<InetAddress> found = new ArrayList<>();
            for (InetAddress each : resolution.resolve(hop.host(), deadline, cancellation)) {
                found.add(Literal.unmapped(each));
            }
            return found;
        } catch (UnknownHostException e) {
            throw new HostFailure(StatusCode.UNAVAILABLE, hop.shown() + ": the host's name does not resolve");
        }
    }

    private Set<InetAddress> allowed(Hop hop, List<InetAddress> found, List<Permission.Http> entries, Refusal refusal) {
        List<Network> networks = networks(hop, entries);
        boolean isLiteral = Literal.parse(hop.host()).isPresent();
        Set<InetAddress> allowed = new LinkedHashSet<>();
        for (InetAddress address : found) {
            // An entry takes a literal host only when it is that very literal: the operator named this address.
            if (isLiteral || isAllowed(address, kindOf(address, hop), networks)) {
                allowed.add(address);
            }
        }
        if (allowed.isEmpty()) {
            throw found.isEmpty()
                    ? new HostFailure(StatusCode.UNAVAILABLE, hop.shown() + ": the host's name has no address")
                    : notAllowed(hop, found.get(0), refusal);
        }
        return allowed;
    }

    private static boolean isAllowed(InetAddress address, AddressKind kind, List<Network> networks) {
        return switch (kind) {
            case PUBLIC -> true;
            case PRIVATE, OWN -> networks.stream().anyMatch(net -> net.contains(address));
            case METADATA -> networks.stream().anyMatch(net -> net.names(address));
        };
    }

    private HostFailure notAllowed(Hop hop, InetAddress address, Refusal refusal) {
        AddressKind kind = kindOf(address, hop);
        String shown = address.getHostAddress();
        String how = kind == AddressKind.METADATA ? "naming them exactly" : "address";
        String rule = "the name leads to " + shown + ", and " + kind.words() + " addresses are granted only by " + how;
        boolean isPrintable = shown.indexOf('%') < 0;
        int bits = address.getAddress().length * 8;
        return isPrintable ? refusal.because(rule, hop.authority() + '@' + shown + '/' + bits) : refusal.because(rule);
    }

    private AddressKind kindOf(InetAddress address, Hop hop) {
        try {
            return AddressKind.of(address, own);
        } catch (SocketException e) {
            throw new HostFailure(
                    StatusCode.UNAVAILABLE, hop.shown() + ": this machine's own addresses could not be read");
        }
    }

    private List<Network> networks(Hop hop, List<Permission.Http> entries) {
        Stream<String> byGrant = entries.stream().flatMap(entry -> entry.leadsTo().stream());
        Stream<String> bySettings = rules.addresses().getOrDefault(hop.host(), Set.of()).stream();
        // What is no network covers nothing.
        return Stream.concat(byGrant, bySettings)
                .flatMap(text -> Network.parse(text).stream())
                .toList();
    }

    private Optional<String> bearer(Hop hop, List<Permission.Http> entries, Set<InetAddress> allowed, Refusal refusal) {
        Optional<String> name = entries.stream()
                .sorted(Comparator.comparing(entry -> -new HostPattern(entry.host()).exactness()))
                .flatMap(entry -> entry.auth().stream())
                .findFirst();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean isInside = allowed.stream().noneMatch(address -> kindOf(address, hop) == AddressKind.PUBLIC);
        if (!hop.url().isHttps() && !isInside) {
            throw refusal.because("secret " + name.get() + " of this entry is sent over https only");
        }
        return Optional.of(rules.secrets()
                .apply(name.get())
                .filter(value -> value.matches("[\\x21-\\x7e]+"))
                .orElseThrow(() -> new HostFailure(
                        StatusCode.UNAVAILABLE,
                        hop.shown() + ": secret " + name.get() + " of this entry has no usable value")));
    }

    private static List<Permission.Http> narrow(List<Permission.Http> entries, Predicate<Permission.Http> test) {
        return entries.stream().filter(test).collect(Collectors.toList());
    }
}
