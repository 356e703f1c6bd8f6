package io.mortise.manager.internal.yaml;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plain scalars by YAML 1.2's core schema: {@code no} and {@code on} are text, {@code 1:30} is no number, dates are
 * text.
 */
final class YamlScalar {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,40}");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,16}");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,20}");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]{1,40}|[0-9]{1,40}(\\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?");

    private YamlScalar() {}

    static @Nullable Object resolve(String plain) {
        return switch (plain) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> numberOrText(plain);
        };
    }

    private static Object numberOrText(String plain) {
        if (INTEGER.matcher(plain).matches()) {
            return integer(new BigInteger(plain));
        }
        if (HEX.matcher(plain).matches()) {
            return integer(new BigInteger(plain.substring(2), 16));
        }
        if (OCTAL.matcher(plain).matches()) {
            return integer(new BigInteger(plain.substring(2), 8));
        }
        return DECIMAL.matcher(plain).matches() ? decimal(plain) : plain;
    }

    private static Object integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static Object decimal(String plain) {
        double value = Double.parseDouble(plain);
        return Double.isFinite(value) ? (Object) value : plain;
    }
}
