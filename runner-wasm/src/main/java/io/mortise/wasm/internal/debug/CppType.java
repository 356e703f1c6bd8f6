package io.mortise.wasm.internal.debug;

import java.util.Map;

/** The types inside a mangled C++ name: read over exactly, told roughly. */
final class CppType {
    static final Map<Character, String> STANDARD = Map.of(
            't',
            "std",
            'a',
            "std::allocator",
            'b',
            "std::basic_string",
            's',
            "std::string",
            'i',
            "std::istream",
            'o',
            "std::ostream",
            'd',
            "std::iostream");

    private static final Map<Character, String> BUILT_IN = Map.ofEntries(
            Map.entry('v', "void"),
            Map.entry('w', "wchar_t"),
            Map.entry('b', "bool"),
            Map.entry('c', "char"),
            Map.entry('a', "signed char"),
            Map.entry('h', "unsigned char"),
            Map.entry('s', "short"),
            Map.entry('t', "unsigned short"),
            Map.entry('i', "int"),
            Map.entry('j', "unsigned int"),
            Map.entry('l', "long"),
            Map.entry('m', "unsigned long"),
            Map.entry('x', "long long"),
            Map.entry('y', "unsigned long long"),
            Map.entry('n', "__int128"),
            Map.entry('o', "unsigned __int128"),
            Map.entry('f', "float"),
            Map.entry('d', "double"),
            Map.entry('e', "long double"),
            Map.entry('z', "..."));

    private final MangledText in;
    private final CppName names;

    CppType(MangledText in, CppName names) {
        this.in = in;
        this.names = names;
    }

    String read() {
        in.down();
        String type = here();
        in.up();
        return type;
    }

    private String here() {
        String builtIn = BUILT_IN.get(in.peek());
        if (builtIn != null) {
            in.next();
            return builtIn;
        }
        return switch (in.peek()) {
            case 'P' -> derived("*");
            case 'R' -> derived("&");
            case 'O' -> derived("&&");
            case 'K' -> derived(" const");
            case 'V' -> derived(" volatile");
            case 'T' -> parameter();
            case 'F' -> function();
            case 'A' -> array();
            case 'D' -> special();
            case 'S' -> substituted();
            default -> named();
        };
    }

    private String remembered(String type) {
        names.remember(type);
        return type;
    }

    private String derived(String suffix) {
        in.next();
        return remembered(read() + suffix);
    }

    /** A template's parameter; what it stands for is told where the template's arguments are. */
    private String parameter() {
        in.next();
        return remembered("T" + in.underscored(36));
    }

    private String function() {
        in.next();
        String result = read();
        StringBuilder all = new StringBuilder();
        while (!in.take("E")) {
            all.append(all.length() == 0 ? "" : ", ").append(read());
        }
        return remembered(result + '(' + (all.toString().equals("void") ? "" : all) + ')');
    }

    private String array() {
        in.next();
        String length = Character.isDigit(in.peek()) ? String.valueOf(in.decimal()) : "";
        in.expect('_');
        return remembered(read() + '[' + length + ']');
    }

    private String special() {
        in.next();
        return switch (in.next()) {
            case 'p' -> remembered(read() + "...");
            case 'n' -> "decltype(nullptr)";
            case 'i' -> "char32_t";
            case 's' -> "char16_t";
            case 'u' -> "char8_t";
            case 'a' -> "auto";
            case 'o' -> read();
            default -> throw new Unreadable("a type that is not told");
        };
    }

    private String substituted() {
        if (in.take("St")) {
            in.jump(in.at() - 2);
            return named();
        }
        String type = names.substitution();
        return in.peek() == 'I' ? remembered(type + names.arguments()) : type;
    }

    private String named() {
        boolean isNested = in.peek() == 'N';
        String name = names.name();
        // The last part of a nested name was remembered as its own path.
        return isNested ? name : remembered(name);
    }
}
