/**
 * For the tests of an application that embeds plugins: {@link io.mortise.testkit.app.TestPlugins} are lambdas behind the
 * real manager, {@link io.mortise.testkit.app.PluginsExtension} opens and closes them around each JUnit test.
 */
@NullMarked
package io.mortise.testkit.app;

import org.jspecify.annotations.NullMarked;
