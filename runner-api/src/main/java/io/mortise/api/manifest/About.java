package io.mortise.api.manifest;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What people read about a plugin; every part may be empty. Foreign text. */
public record About(
        String description, String author, String license, String homepage, String icon, List<String> keywords) {
    public static final About NOTHING = new About("", "", "", "", "", List.of());

    public About {
        requireNonNull(description, "description");
        requireNonNull(author, "author");
        requireNonNull(license, "license");
        requireNonNull(homepage, "homepage");
        requireNonNull(icon, "icon");
        keywords = List.copyOf(keywords);
    }
}
