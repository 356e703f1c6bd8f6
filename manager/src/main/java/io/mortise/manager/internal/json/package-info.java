/**
 * JSON bytes to values and back, and JSON Schemas that may be hostile. The only place that knows Jackson and networknt.
 *
 * <p>Route: {@link io.mortise.manager.internal.json.Json}, {@link io.mortise.manager.internal.json.CompiledSchema}.
 */
@NullMarked
package io.mortise.manager.internal.json;

import org.jspecify.annotations.NullMarked;
