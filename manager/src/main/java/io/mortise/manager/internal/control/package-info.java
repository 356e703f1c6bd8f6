/**
 * The control socket, by which the {@code mortise} command operates a manager: JSON lines over a Unix socket that only
 * the manager's own user may open.
 *
 * <p>Route of a request: {@link io.mortise.manager.internal.control.ControlClient} → {@link
 * io.mortise.manager.internal.control.ControlServer} (accepts) → {@code Connection} (reads, checks, queues) → {@link
 * io.mortise.manager.internal.control.Desk} (does it). Route of finding one: {@link
 * io.mortise.manager.internal.control.SocketPlace}, {@link io.mortise.manager.internal.control.LiveHomes}.
 */
@NullMarked
package io.mortise.manager.internal.control;

import org.jspecify.annotations.NullMarked;
