/**
 * What a call asked of the host and what it was answered, kept so that the call can be played again without any service.
 *
 * <p>Route: {@link io.mortise.manager.internal.tape.TapedHost} stands where the gate stands and puts every host call
 * through a {@link io.mortise.manager.internal.tape.Tape}: a {@link io.mortise.manager.internal.tape.RecordingTape} asks
 * the gate and notes, a {@link io.mortise.manager.internal.tape.ReplayTape} only reads.
 */
@NullMarked
package io.mortise.manager.internal.tape;

import org.jspecify.annotations.NullMarked;
