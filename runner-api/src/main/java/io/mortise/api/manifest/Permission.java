package io.mortise.api.manifest;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Sandbox;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One right. A manifest asks for it, an operator grants it, the gate enforces what was granted. Set-like permissions
 * are one record for each element, so that each can be granted, denied and shown alone.
 */
public sealed interface Permission {
    /** The key in plugin.yaml and on the command line: {@code http}, {@code kv}. */
    String name();

    /** The value behind {@code name=} on the command line; empty when the name says it all. */
    String value();

    /** What it allows, in a sentence's end an operator understands: "send GET requests to api.weather.example". */
    String words();

    /** True when this already allows all that {@code wanted} would. */
    boolean covers(Permission wanted);

    /** As {@code mortise grant} takes it. */
    default String text() {
        return value().isEmpty() ? name() : name() + '=' + value();
    }

    /**
     * Requests to hosts.
     *
     * @param host exact, {@code *.} before labels, one {@code *} inside a label, {@code *} = any public host, or an IP
     *     literal; lower case, IDN in punycode
     * @param methods upper case; empty = all
     * @param ports empty = 80 and 443 by scheme
     * @param auth a granted secret that the host adds as bearer token
     * @param leadsTo networks in CIDR form this host may resolve to although they are private; an operator's to say
     */
    record Http(String host, Set<String> methods, Set<Integer> ports, Optional<String> auth, Set<String> leadsTo)
            implements Permission {
        public Http {
            host = host.toLowerCase(Locale.ROOT);
            methods = Set.copyOf(methods);
            ports = Set.copyOf(ports);
            requireNonNull(auth, "auth");
            leadsTo = Set.copyOf(leadsTo);
        }

        public static Http to(String host) {
            return new Http(host, Set.of(), Set.of(), Optional.empty(), Set.of());
        }

        @Override
        public String name() {
            return "http";
        }

        @Override
        public String value() {
            return host + leadsTo.stream().sorted().map(net -> '@' + net).collect(Collectors.joining());
        }

        @Override
        public String words() {
            String what = methods.isEmpty() ? "requests" : String.join(", ", new TreeSet<>(methods)) + " requests";
            String where = host.equals("*") ? "any public host" : host;
            String at = ports.isEmpty()
                    ? ""
                    : " on port " + ports.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
            String lead = leadsTo.isEmpty() ? "" : ", also inside " + String.join(", ", new TreeSet<>(leadsTo));
            return "send " + what + " to " + where + at + lead
                    + auth.map(s -> ", with secret " + s).orElse("");
        }

        @Override
        public boolean covers(Permission wanted) {
            return wanted instanceof Http w
                    && WebHosts.covers(host, w.host)
                    && (methods.isEmpty() || (!w.methods.isEmpty() && methods.containsAll(w.methods)))
                    && (ports.isEmpty() ? w.ports.isEmpty() : !w.ports.isEmpty() && ports.containsAll(w.ports))
                    && (w.auth.isEmpty() || w.auth.equals(auth))
                    && leadsTo.containsAll(w.leadsTo);
        }
    }

    /** Key-value entries of its own. */
    record Kv(long maxBytes) implements Permission {
        /** 64 MiB. */
        public static final Kv STANDARD = new Kv(64L << 20);

        private static final long MIB = 1L << 20;

        @Override
        public String name() {
            return "kv";
        }

        @Override
        public String value() {
            return maxBytes == STANDARD.maxBytes ? "" : Long.toString(maxBytes);
        }

        @Override
        public String words() {
            return "keep up to " + (maxBytes % MIB == 0 ? maxBytes / MIB + " MiB" : maxBytes + " bytes")
                    + " of key-value data of its own";
        }

        @Override
        public boolean covers(Permission wanted) {
            return wanted instanceof Kv w && maxBytes >= w.maxBytes;
        }
    }

    /** A right that is there or not: {@code cache}, {@code jobs}. */
    record Plain(Service service) implements Permission {
        /** Which right. */
        public enum Service {
            CACHE("use a cache of its own"),
            JOBS("queue jobs for itself");

            private final String words;

            Service(String words) {
                this.words = words;
            }
        }

        @Override
        public String name() {
            return service.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String value() {
            return "";
        }

        @Override
        public String words() {
            return service.words;
        }

        @Override
        public boolean covers(Permission wanted) {
            return equals(wanted);
        }
    }

    /** One name or glob of a set: which events, secrets, plugins, functions of the application, recipients. */
    record Named(Kind kind, String pattern) implements Permission {
        /** Which set. */
        public enum Kind {
            EVENTS_PUBLISH("events.publish", "publish events"),
            EVENTS_SUBSCRIBE("events.subscribe", "receive events"),
            SECRETS("secrets", "read the secret"),
            PLUGINS("plugins", "call the plugin"),
            APP("app", "use the application's function"),
            MAIL("mail", "send mail to");

            private final String key;
            private final String words;

            Kind(String key, String words) {
                this.key = key;
                this.words = words;
            }

            public String key() {
                return key;
            }
        }

        public Named {
            requireNonNull(kind, "kind");
            requireNonNull(pattern, "pattern");
        }

        @Override
        public String name() {
            return kind.key;
        }

        @Override
        public String value() {
            return pattern;
        }

        @Override
        public String words() {
            return kind.words + ' ' + pattern;
        }

        @Override
        public boolean covers(Permission wanted) {
            return wanted instanceof Named w
                    && kind == w.kind
                    && Glob.of(pattern).covers(w.pattern);
        }

        /** True when {@code name} is one of those meant. Secrets, plugins and functions match exactly. */
        public boolean matches(String name) {
            return switch (kind) {
                case EVENTS_PUBLISH, EVENTS_SUBSCRIBE, MAIL -> Glob.of(pattern).matches(name);
                case SECRETS, PLUGINS, APP -> pattern.equals(name);
            };
        }
    }

    /** A directory: relative under the plugin's own data, absolute only where an operator granted that root. */
    record Filesystem(String path, boolean write) implements Permission {
        public Filesystem {
            requireNonNull(path, "path");
        }

        @Override
        public String name() {
            return "filesystem";
        }

        @Override
        public String value() {
            return write ? path + ":readwrite" : path;
        }

        @Override
        public String words() {
            return (write ? "read and write " : "read ") + (path.startsWith("/") ? path : "its own " + path);
        }

        @Override
        public boolean covers(Permission wanted) {
            return wanted instanceof Filesystem w
                    && (write || !w.write)
                    && (w.path.equals(path) || w.path.startsWith(path.endsWith("/") ? path : path + '/'));
        }
    }

    /** Queries on a database of its own. */
    record Sql(boolean write) implements Permission {
        @Override
        public String name() {
            return "sql";
        }

        @Override
        public String value() {
            return write ? "readwrite" : "read";
        }

        @Override
        public String words() {
            return write ? "read and write a database of its own" : "read a database of its own";
        }

        @Override
        public boolean covers(Permission wanted) {
            return wanted instanceof Sql w && (write || !w.write);
        }
    }

    /** To run as a process at this level. Nobody writes it in a manifest: it follows from the runtime. */
    record Native(Sandbox level) implements Permission {
        @Override
        public String name() {
            return "native";
        }

        @Override
        public String value() {
            return level.text();
        }

        @Override
        public String words() {
            return level == Sandbox.FULL
                    ? "run as a process in a full sandbox"
                    : "run as a process (" + level.text() + "): it can do whatever the host's user can";
        }

        @Override
        public boolean covers(Permission wanted) {
            return wanted instanceof Native w && w.level.isAtLeast(level);
        }
    }
}
