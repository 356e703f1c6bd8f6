/** The smallest gRPC plugin. */
@NullMarked
package io.mortise.examples.hello;

import org.jspecify.annotations.NullMarked;
