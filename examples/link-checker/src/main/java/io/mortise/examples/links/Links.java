package io.mortise.examples.links;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links of an HTML page, absolute, each once, in the order they stand there. */
final class Links {
    private static final Pattern HREF =
            Pattern.compile("<a\\s[^>]{0,2000}?href\\s*=\\s*[\"']([^\"']{1,2000})[\"']", Pattern.CASE_INSENSITIVE);

    private Links() {}

    static List<String> of(String page, String html) {
        URI base = URI.create(page);
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = HREF.matcher(html);
        while (matcher.find()) {
            absolute(base, matcher.group(1).strip()).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    private static Optional<String> absolute(URI base, String link) {
        String bare = link.contains("#") ? link.substring(0, link.indexOf('#')) : link;
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI whole = base.resolve(bare);
            String scheme = Optional.ofNullable(whole.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            return scheme.equals("http") || scheme.equals("https") ? Optional.of(whole.toString()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // What is no URI at all is a broken link too: let the visit say so.
            return Optional.of(link);
        }
    }
}
