package io.mortise.grpc;

import io.mortise.api.RunnerListener;
import io.mortise.grpc.internal.host.LiveCalls;

/**
 * What a call passes on its way into a process.
 *
 * @param live the calls that are inside
 * @param listener hears of those that waited for a place
 */
record Entrance(LiveCalls live, RunnerListener listener) {}
