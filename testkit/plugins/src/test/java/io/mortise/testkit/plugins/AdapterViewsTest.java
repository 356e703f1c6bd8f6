package io.mortise.testkit.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.adapter.Actions;
import io.mortise.adapter.Command;
import io.mortise.adapter.Commands;
import io.mortise.adapter.Filters;
import io.mortise.api.Caller;
import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.Collected;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The views an application works with, over the real manager. */
class AdapterViewsTest extends SharedHomeContract {
    private static final Caller ADA = Caller.application("ada");

    @Override
    protected RuntimeKind runtime() {
        return RuntimeKind.WASM;
    }

    @Override
    void open(ContractHome fresh) {
        fresh.plugin()
                .with(
                        """
                        contributes:
                          command: [ { id: say, function: echo, help: "says it again", usage: "say WORDS", aliases: [repeat] } ]
                          filter:
                            - { id: title, function: trap, priority: 1 }
                            - { id: strict, function: trap, on_error: fail }
                          action: [ { id: saved, function: echo } ]
                        """)
                .write();
        fresh.plugin("second")
                .with(
                        """
                        contributes:
                          filter: [ { id: title, function: app_call, priority: 5 } ]
                          action: [ { id: saved, function: trap } ]
                        """)
                .write();
        fresh.app(bytes ->
                new String(bytes, UTF_8).toUpperCase(java.util.Locale.ROOT).getBytes(UTF_8));
        fresh.open();
    }

    @Test
    void command_isFoundByNameAndAlias_andSurvivesAReload() {
        Commands commands = Commands.of(home.plugins());
        Command say = commands.find("say").orElseThrow();

        home.plugins().reload("contract");

        assertThat(commands.list()).extracting(Command::usage).containsExactly("say WORDS");
        assertThat(commands.find("repeat").orElseThrow().name()).isEqualTo("say");
        assertThat(commands.find("nothing")).isEmpty();
        assertThat(say.run("hello".getBytes(UTF_8), ADA).text()).isEqualTo("hello");
    }

    @Test
    void filters_runByPriority_andSkipWhatFails() {
        Filters filters = Filters.of(home.plugins());

        Filters.Filtered filtered = filters.apply("title", "app.echo\nloud".getBytes(UTF_8), ADA);

        assertThat(new String(filtered.value(), UTF_8)).isEqualTo("LOUD");
        assertThat(filtered.skipped()).extracting(PluginException::failure).containsExactly(Failure.GUEST_TRAPPED);
    }

    @Test
    void filter_thatMustNotFail_failsTheChain() {
        PluginException failure = catchThrowableOfType(
                PluginException.class, () -> Filters.of(home.plugins()).apply("strict", "x".getBytes(UTF_8), ADA));

        assertThat(failure.failure()).isEqualTo(Failure.GUEST_TRAPPED);
    }

    @Test
    void actions_tellEverybody_whateverHappensToOne() {
        List<Collected> told = Actions.of(home.plugins()).run("saved", "{}".getBytes(UTF_8), ADA);

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isInstanceOf(Collected.Answered.class);
        assertThat(told.get(1)).isInstanceOf(Collected.Failed.class);
    }
}
