/**
 * Reloads under traffic with faults in every step: {@code Soak} reads the words, {@code SoakRun} reloads one runtime,
 * {@code Callers} call all the while, {@code Ledger} counts what the guest did, {@code Fault} breaks things.
 */
@NullMarked
package io.mortise.bench.soak;

import org.jspecify.annotations.NullMarked;
