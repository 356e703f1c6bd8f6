package io.mortise.wasm.internal.lean;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.Type;

/**
 * A method as the engine's compiler makes them: {@code func_7(its parameters, Memory, Instance)}.
 *
 * @param name of the method
 * @param descriptor of its parameters and result
 */
record FunctionMethod(String name, String descriptor) {
    private static final Pattern FUNCTION = Pattern.compile("func_([0-9]{1,9})");
    private static final int ENGINE_PARAMETERS = 2;
    private static final String ENDS_WITH =
            "Lcom/dylibso/chicory/runtime/Memory;Lcom/dylibso/chicory/runtime/Instance;)";

    boolean isFunction() {
        return FUNCTION.matcher(name).matches() && descriptor.contains(ENDS_WITH);
    }

    /** Of the function in its module. */
    int index() {
        Matcher found = FUNCTION.matcher(name);
        if (!found.matches()) {
            throw new IllegalStateException(name + " is no function");
        }
        return Integer.parseInt(found.group(1));
    }

    /** Of the function itself. */
    Type[] parameters() {
        Type[] all = Type.getArgumentTypes(descriptor);
        return Arrays.copyOf(all, all.length - ENGINE_PARAMETERS);
    }

    Type result() {
        return Type.getReturnType(descriptor);
    }

    /** The local variable that holds the memory; the instance is in the next one. */
    int memoryVariable() {
        return Arrays.stream(parameters()).mapToInt(Type::getSize).sum();
    }

    int instanceVariable() {
        return memoryVariable() + 1;
    }

    /** True when parameters and result are integers, or there is no result. */
    boolean hasIntegersOnly() {
        return Arrays.stream(parameters()).allMatch(FunctionMethod::isInteger)
                && (result().getSort() == Type.VOID || isInteger(result()));
    }

    private static boolean isInteger(Type type) {
        return type.getSort() == Type.INT || type.getSort() == Type.LONG;
    }
}
