package io.mortise.bench;

import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A guest on Extism's own chicory-sdk-core, compiled. It needs an older engine than ours: a class loader of its own. */
final class ExtismSdk implements AutoCloseable {
    private static final String PACKAGE = "org.extism.sdk.chicory.";

    private final URLClassLoader loader;
    private final MethodHandle call;

    private ExtismSdk(URLClassLoader loader, MethodHandle call) {
        this.loader = loader;
        this.call = call;
    }

    /** Its class path, where {@code bench/run.sh} got it. */
    static Optional<Path> classPath() {
        return Optional.ofNullable(System.getProperty("mortise.bench.extism"))
                .map(Path::of)
                .filter(Files::exists);
    }

    static ExtismSdk open(Path classPath, byte[] module, Map<String, String> config) throws Exception {
        String[] jars = Files.readString(classPath).strip().split(File.pathSeparator);
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = Path.of(jars[i]).toUri().toURL();
        }
        URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        Object options = type(loader, "Manifest$Options").getConstructor().newInstance();
        invoke(options, "withAoT");
        options.getClass().getMethod("withConfig", Map.class).invoke(options, config);
        Class<?> wasm = type(loader, "ManifestWasm");
        Object one = invoke(wasm.getMethod("fromBytes", byte[].class).invoke(null, (Object) module), "build");
        Object all = Array.newInstance(wasm, 1);
        Array.set(all, 0, one);
        Object builder =
                type(loader, "Manifest").getMethod("ofWasms", all.getClass()).invoke(null, new Object[] {all});
        builder.getClass().getMethod("withOptions", options.getClass()).invoke(builder, options);
        Object manifest = invoke(builder, "build");
        Object plugins = type(loader, "Plugin")
                .getMethod("ofManifest", manifest.getClass())
                .invoke(null, manifest);
        Object plugin = invoke(plugins, "build");
        MethodHandle call = MethodHandles.publicLookup()
                .unreflect(plugin.getClass().getMethod("call", String.class, byte[].class))
                .bindTo(plugin);
        return new ExtismSdk(loader, call);
    }

    private static Class<?> type(ClassLoader loader, String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name, true, loader);
    }

    private static Object invoke(Object on, String name) throws Exception {
        Method method = on.getClass().getMethod(name);
        return method.invoke(on);
    }

    byte[] call(String function, byte[] input) {
        try {
            return (byte[]) call.invokeExact(function, input);
        } catch (Throwable e) {
            throw new IllegalStateException(function + " failed on chicory-sdk-core", e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
