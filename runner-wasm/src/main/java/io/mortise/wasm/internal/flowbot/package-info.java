/** The dialect {@code flowbot}: functions that take and answer JSON in their own memory, seven imports. {@code FlowbotDialect} recognises it, {@code FlowbotGuest} maps a call. */
@NullMarked
package io.mortise.wasm.internal.flowbot;

import org.jspecify.annotations.NullMarked;
