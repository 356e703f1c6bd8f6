/**
 * Contracts and fakes. A behaviour that both runtimes share is specified once, here, as an abstract test class; each
 * runner's own tests extend it.
 *
 * <p>Route: {@link io.mortise.testkit.RunnerContract} drives a runner with the {@link
 * io.mortise.testkit.ContractGuest} against a {@link io.mortise.testkit.FakeHost}; {@link
 * io.mortise.testkit.FakeRunnerFactory} goes the other way and gives a manager guests made of lambdas.
 */
@NullMarked
package io.mortise.testkit;

import org.jspecify.annotations.NullMarked;
