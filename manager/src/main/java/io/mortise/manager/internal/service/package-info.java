/**
 * The host services that need no set-up: entries and cache in memory, events inside the process, secrets from a file or
 * the environment.
 */
@NullMarked
package io.mortise.manager.internal.service;

import org.jspecify.annotations.NullMarked;
