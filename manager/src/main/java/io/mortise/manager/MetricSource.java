package io.mortise.manager;

import java.util.List;

/**
 * Something that can be asked for its measures: the manager, or a part of the application that wants to be exposed
 * beside it ({@link PluginManagerBuilder#metrics}). Any thread; asked when somebody looks, never on the route of a call.
 */
@FunctionalInterface
public interface MetricSource {
    /** What is measured, at this moment. A name is told by one source only. */
    List<Metric> read();
}
