package io.mortise.sdk.internal;

import java.lang.reflect.Proxy;

/**
 * Keeps Ctrl-C in the host's terminal from ending the plugin before the host has cleaned up. SIGTERM stays.
 *
 * <p>A handler that does nothing, not SIG_IGN: children would inherit that. By reflection, since javac warns about
 * {@code sun.misc.Signal} and cannot be told not to.
 */
final class InterruptSignal {
    private InterruptSignal() {}

    static void ignore(HclogWriter log) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object nothing = Proxy.newProxyInstance(
                    InterruptSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> null);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), nothing);
        } catch (ReflectiveOperationException e) {
            log.line("debug", "SIGINT cannot be ignored here: " + e);
        }
    }
}
