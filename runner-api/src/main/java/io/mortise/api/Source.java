package io.mortise.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A place plugins come from. Any thread. */
public interface Source extends AutoCloseable {
    /** Part of the identity of every plugin from here. */
    Origin origin();

    /** What is there now, in stable order; reads names, not contents. An unreadable place is an empty one and logged. */
    List<Candidate> scan();

    /**
     * Makes a stable copy of one candidate: regular files only, no links, within the caps of {@link BundleCaps}, copied
     * while nothing changed.
     *
     * @param staging an empty directory, 0700
     * @return the root of the copy: {@code staging}, or the candidate's own directory where the operator said to link
     * @throws io.mortise.api.error.PluginException BAD_BUNDLE, with every problem
     */
    Path snapshot(Candidate candidate, Path staging);

    /**
     * Tells the names of candidates whose files may have changed, appeared or gone, after the debounce; an empty set
     * means "scan everything". Called on the source's own thread; must not block for long.
     */
    Watch watch(Consumer<Set<String>> changed);

    @Override
    void close();

    /**
     * Something that looks like a plugin.
     *
     * @param name the directory's or archive's file name, unique in its source
     */
    record Candidate(String name, Path path) {}

    /** A watch that runs. */
    interface Watch extends AutoCloseable {
        /** {@code events}, or {@code polling} where the file system tells nothing. */
        String mode();

        @Override
        void close();
    }
}
