package io.mortise.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void publicSignatures_nameNoEngine() throws Exception {
        List<String> engines = new ArrayList<>();
        for (Class<?> type : publicTypes()) {
            for (Method method : type.getMethods()) {
                Stream.concat(
                                Stream.of(method.getGenericReturnType()),
                                Arrays.stream(method.getGenericParameterTypes()))
                        .map(Type::getTypeName)
                        .filter(name -> name.contains("io.grpc")
                                || name.contains("protobuf")
                                || name.contains("jackson")
                                || name.contains("io.mortise.proto")
                                || name.contains("sdk.internal"))
                        .forEach(name -> engines.add(method + " names " + name));
            }
        }

        assertThat(publicTypes()).contains(Plugin.class, Host.class, Kv.class);
        assertThat(engines).isEmpty();
    }

    private static List<Class<?>> publicTypes() throws Exception {
        Path root = Path.of(Plugin.class.getResource("Plugin.class").toURI()).getParent();
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                Class<?> type = Class.forName("io.mortise.sdk." + name);
                if (Modifier.isPublic(type.getModifiers())) {
                    types.add(type);
                }
            }
        }
        return types;
    }
}
