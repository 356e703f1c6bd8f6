package io.mortise.manager.internal.grant;

import io.mortise.api.PluginId;
import io.mortise.api.error.ForeignText;
import java.util.List;

/** The commands an operator is shown, written so that a shell takes them as they stand, whatever a guest put in. */
public final class GrantCommand {
    private GrantCommand() {}

    /** {@code mortise grant NAME PART…}; without parts it gives the whole ask. */
    public static String of(PluginId plugin, List<String> parts) {
        StringBuilder command = new StringBuilder("mortise grant ").append(plugin.name());
        parts.forEach(part -> command.append(' ').append(word(part)));
        return command.toString();
    }

    private static String word(String part) {
        String clean = ForeignText.clean(part, ForeignText.MAX);
        return clean.chars().allMatch(GrantCommand::isPlain) ? clean : '\'' + clean.replace("'", "'\\''") + '\'';
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-_=.,:/@%+".indexOf(c) >= 0;
    }
}
