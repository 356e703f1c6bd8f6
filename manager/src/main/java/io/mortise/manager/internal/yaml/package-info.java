/**
 * Reads YAML that may be hostile, and keeps the line of every value.
 *
 * <p>Route: {@link io.mortise.manager.internal.yaml.YamlDoc} parses, {@link
 * io.mortise.manager.internal.yaml.ProblemText} shows what was wrong.
 */
@NullMarked
package io.mortise.manager.internal.yaml;

import org.jspecify.annotations.NullMarked;
