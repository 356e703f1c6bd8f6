package io.mortise.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.PluginId;
import io.mortise.api.manifest.Attributes;
import io.mortise.api.manifest.Contribution;
import io.mortise.manager.PluginContribution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HooksTest {
    private static PluginContribution filter(String plugin, Map<String, Object> attributes) {
        Contribution contribution = new Contribution("filter", "hook", "run", false, new Attributes(attributes));
        return new PluginContribution(PluginId.of(plugin), BuiltInKinds.FILTER, contribution);
    }

    private static List<String> order(PluginContribution... all) {
        return Hooks.ordered(List.of(all), "hook").stream()
                .map(each -> each.plugin().name())
                .toList();
    }

    @Test
    void order_isByPriorityThenName() {
        assertThat(order(
                        filter("late", Map.of("priority", 20L)),
                        filter("bb", Map.of()),
                        filter("aa", Map.of()),
                        filter("early", Map.of("priority", -5L))))
                .containsExactly("early", "aa", "bb", "late");
    }

    @Test
    void order_heedsBeforeAndAfter_overPriority() {
        assertThat(order(
                        filter("aa", Map.of("after", List.of("zz"))),
                        filter("mm", Map.of()),
                        filter("zz", Map.of("priority", 50L))))
                .containsExactly("mm", "zz", "aa");
        assertThat(order(filter("aa", Map.of()), filter("zz", Map.of("before", List.of("aa")))))
                .containsExactly("zz", "aa");
    }

    @Test
    void order_existsAlways_whenWishesContradict() {
        assertThat(order(
                        filter("aa", Map.of("before", List.of("bb"), "after", List.of("bb"))),
                        filter("bb", Map.of()),
                        filter("cc", Map.of())))
                .containsExactly("cc", "aa", "bb");
    }

    @Test
    void order_isOfOneHookOnly() {
        PluginContribution other = new PluginContribution(
                PluginId.of("other"),
                BuiltInKinds.FILTER,
                new Contribution("filter", "elsewhere", "run", false, Attributes.NONE));

        assertThat(order(other, filter("aa", Map.of()))).containsExactly("aa");
    }
}
