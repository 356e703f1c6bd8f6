/**
 * How guest and host take turns: {@link io.mortise.wasm.internal.run.Frame} says where a call is, the {@link io.mortise.wasm.internal.run.Ticker} ends what is overdue, {@link io.mortise.wasm.internal.run.HostDoor} is the way into host code, {@link io.mortise.wasm.internal.run.GuestMemory} the way of bytes.
 */
@NullMarked
package io.mortise.wasm.internal.run;

import org.jspecify.annotations.NullMarked;
