/**
 * What is written down: a plugin's log lines, its host calls and the operator's decisions.
 *
 * <p>Route: one {@link io.mortise.manager.internal.audit.Journal} for each slot, written by its gates; one {@link
 * io.mortise.manager.internal.audit.DecisionLog} for each home.
 */
@NullMarked
package io.mortise.manager.internal.audit;

import org.jspecify.annotations.NullMarked;
