package io.mortise.testkit.app;

import static java.util.Objects.requireNonNull;

import io.mortise.manager.PluginManager;
import io.mortise.testkit.SettableClock;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each JUnit test a manager of its own over lambdas, and closes it afterwards:
 *
 * <p>{@code @RegisterExtension static final PluginsExtension PLUGINS = PluginsExtension.of(() -> TestPlugins.with(…));}
 *
 * <p>A test takes what it needs as parameters: {@link PluginManager}, {@link SettableClock}, {@link TestPlugins}. Tests
 * may run in parallel.
 */
public final class PluginsExtension implements AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(PluginsExtension.class);

    private final Supplier<TestPlugins> plugins;

    private PluginsExtension(Supplier<TestPlugins> plugins) {
        this.plugins = plugins;
    }

    /** @param plugins makes them anew for each test */
    public static PluginsExtension of(Supplier<TestPlugins> plugins) {
        return new PluginsExtension(requireNonNull(plugins, "plugins"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == PluginManager.class || type == SettableClock.class || type == TestPlugins.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        TestPlugins mine = of(test);
        Class<?> type = parameter.getParameter().getType();
        if (type == PluginManager.class) {
            return mine.manager();
        }
        return type == SettableClock.class ? mine.clock() : mine;
    }

    private TestPlugins of(ExtensionContext test) {
        return test.getStore(NAMESPACE).computeIfAbsent(TestPlugins.class, none -> plugins.get(), TestPlugins.class);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        TestPlugins mine = test.getStore(NAMESPACE).remove(TestPlugins.class, TestPlugins.class);
        if (mine != null) {
            mine.close();
        }
    }
}
