package io.mortise.manager.internal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The ways in which a secret may be written by accident. */
final class SecretForms {
    private static final int SHORTEST_BASE64 = 6;

    private SecretForms() {}

    static Set<String> of(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        addJson(forms, value);
        addPercent(forms, value);
        addBase64(forms, value.getBytes(UTF_8));
        return forms;
    }

    private static void addJson(Set<String> forms, String value) {
        for (String form : List.of(json(value, false, false), json(value, true, false), json(value, true, true))) {
            forms.add(form);
            forms.add(form.replace("/", "\\/"));
        }
    }

    private static String json(String value, boolean ascii, boolean upper) {
        StringBuilder out = new StringBuilder(value.length() + 8);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || (ascii && c > 0x7e)) {
                        out.append("\\u").append(String.format(Locale.ROOT, upper ? "%04X" : "%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    private static void addPercent(Set<String> forms, String value) {
        String upper = percent(value, "%%%02X");
        forms.add(upper);
        forms.add(percent(value, "%%%02x"));
        forms.add(upper.replace("%20", "+"));
    }

    private static String percent(String value, String format) {
        StringBuilder out = new StringBuilder(value.length() + 8);
        for (byte b : value.getBytes(UTF_8)) {
            boolean plain = (b >= '0' && b <= '9')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= 'a' && b <= 'z')
                    || "-._~".indexOf(b) >= 0;
            if (plain) {
                out.append((char) b);
            } else {
                out.append(String.format(Locale.ROOT, format, b & 0xff));
            }
        }
        return out.toString();
    }

    /** In base64 a value looks different at each of three distances from the text's beginning: user:secret. */
    private static void addBase64(Set<String> forms, byte[] value) {
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + value.length];
            System.arraycopy(value, 0, shifted, before, value.length);
            for (Base64.Encoder encoder : Arrays.asList(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String text = encoder.withoutPadding().encodeToString(shifted);
                // The first and the last character also hold bits of what stands beside the secret.
                String own = text.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
                if (own.length() >= SHORTEST_BASE64) {
                    forms.add(own);
                }
            }
        }
    }
}
