package io.mortise.manager;

import io.mortise.api.CallResult;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes functions of plugins look like functions of Java. Types are looked at once, not at each call. */
final class TypedCalls {
    private final Slots slots;
    private final CallDesk desk;

    TypedCalls(Slots slots, CallDesk desk) {
        this.slots = slots;
        this.desk = desk;
    }

    <I, O> PluginFunction<I, O> function(String plugin, String function, Class<I> input, Class<O> output) {
        slots.named(plugin);
        return value -> {
            byte[] answer = call(plugin, function, input.cast(value));
            return read(plugin, function, answer, output);
        };
    }

    <T> T proxy(String plugin, Class<T> type) {
        slots.named(plugin);
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getName() + " is no interface");
        }
        Map<Method, Class<?>> answers = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (!method.isDefault() && !Modifier.isStatic(method.getModifiers())) {
                requireCallable(method);
                answers.put(method, boxed(method.getReturnType()));
            }
        }
        InvocationHandler handler =
                (proxy, method, arguments) -> invoke(plugin, type, answers, proxy, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object invoke(
            String plugin,
            Class<?> type,
            Map<Method, Class<?>> answers,
            Object proxy,
            Method method,
            Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(plugin, type, proxy, method, arguments);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        byte[] answer = arguments == null || arguments.length == 0
                ? desk.call(CallRequest.of(plugin, method.getName(), new byte[0]))
                        .payload()
                : call(plugin, method.getName(), arguments[0]);
        Class<?> wanted = answers.getOrDefault(method, Void.class);
        return wanted == Void.class ? null : read(plugin, method.getName(), answer, wanted);
    }

    private static @Nullable Object ofObject(
            String plugin, Class<?> type, Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " of plugin " + plugin;
        };
    }

    private byte[] call(String plugin, String function, @Nullable Object value) {
        if (value == null) {
            throw new NullPointerException("the input of " + function);
        }
        byte[] payload = value instanceof byte[] bytes ? bytes : Json.write(value);
        CallResult result = desk.call(CallRequest.of(plugin, function, payload));
        return result.payload();
    }

    private <O> O read(String plugin, String function, byte[] answer, Class<O> type) {
        if (type == byte[].class) {
            return type.cast(answer);
        }
        try {
            return Json.read(answer, type);
        } catch (BadJson e) {
            Detail.Trap trap = new Detail.Trap("output", String.valueOf(e.getMessage()), List.of());
            PluginException failure = CallErrors.trapped(slots.named(plugin).subject(), function, trap);
            slots.named(plugin).chronicle().troubled(failure);
            throw failure.causedBy(e);
        }
    }

    private static void requireCallable(Method method) {
        if (method.getParameterCount() > 1) {
            throw new IllegalArgumentException(
                    method + " has " + method.getParameterCount() + " parameters; a function takes one value or none");
        }
    }

    private static Class<?> boxed(Class<?> type) {
        if (!type.isPrimitive()) {
            return type;
        }
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    /** The failure of a caller's value that is no JSON. */
    static PluginException badInput(String plugin, String function, RuntimeException e) {
        return PluginException.of(
                        Failure.BAD_INPUT, plugin, "the input of \"" + function + "\" is no JSON: " + e.getMessage())
                .causedBy(e);
    }
}
