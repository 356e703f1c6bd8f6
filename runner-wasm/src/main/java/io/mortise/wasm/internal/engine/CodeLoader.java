package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The classes of one compiled module. They see the engine and this module, and go when no instance runs in them. */
final class CodeLoader extends ClassLoader {
    private final Map<String, byte[]> classes;

    /** {@code name} stands in the stack traces of what runs here, so that a frame says whose function it is. */
    CodeLoader(String name, Map<String, byte[]> classes) {
        super(name, CodeLoader.class.getClassLoader());
        this.classes = new LinkedHashMap<>();
        // The engine's compiler writes some of the names as class files do.
        classes.forEach((each, bytes) -> this.classes.put(each.replace('/', '.'), bytes));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /**
     * Makes the machine of an instance. All classes are there and initialised from here on: the first use of one at the
     * end of a guest's stack would break it. Throws {@link LinkageError} for what the JVM's verifier refuses.
     */
    Function<Instance, Machine> machines(String mainClass) {
        try {
            for (String name : classes.keySet()) {
                Class.forName(name, true, this);
            }
            Constructor<? extends Machine> constructor = loadClass(mainClass.replace('/', '.'))
                    .asSubclass(Machine.class)
                    .getConstructor(Instance.class);
            return instance -> create(constructor, instance);
        } catch (ReflectiveOperationException e) {
            throw new CannotCompile("the compiled code has no machine: " + e);
        }
    }

    private static Machine create(Constructor<? extends Machine> constructor, Instance instance) {
        try {
            return constructor.newInstance(instance);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the compiled code has no machine", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled code has no machine", e);
        }
    }
}
