package io.mortise.source;

import java.io.IOException;
import java.nio.file.Path;

/** One try to copy a candidate as it stood at one moment. */
@FunctionalInterface
interface Attempt {
    /**
     * @param staging empty; what is in it after an exception is thrown away
     * @return the root of the tree
     * @throws TreeChanged when it did not hold still: try again
     * @throws io.mortise.api.error.PluginException BAD_BUNDLE, when it did and may not be taken
     */
    Path take(Path candidate, Path staging, Quiet quiet) throws IOException, InterruptedException;
}
