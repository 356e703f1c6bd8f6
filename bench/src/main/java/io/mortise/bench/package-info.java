/**
 * Ratios, measured in one run: ours beside the bare engine, alternating, so that a noisy machine disturbs both.
 *
 * <p>Route: {@code Bench} picks the rows, a {@code Row} makes its two sides, {@code Alternating} measures them.
 */
@NullMarked
package io.mortise.bench;

import org.jspecify.annotations.NullMarked;
