package io.mortise.wasm.internal.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rust's mangling v0: paths, generic arguments and types; what constants are is not told. */
final class RustName {
    private static final Map<Character, String> BASIC = Map.ofEntries(
            Map.entry('a', "i8"),
            Map.entry('b', "bool"),
            Map.entry('c', "char"),
            Map.entry('d', "f64"),
            Map.entry('e', "str"),
            Map.entry('f', "f32"),
            Map.entry('h', "u8"),
            Map.entry('i', "isize"),
            Map.entry('j', "usize"),
            Map.entry('l', "i32"),
            Map.entry('m', "u32"),
            Map.entry('n', "i128"),
            Map.entry('o', "u128"),
            Map.entry('p', "_"),
            Map.entry('s', "i16"),
            Map.entry('t', "u16"),
            Map.entry('u', "()"),
            Map.entry('v', "..."),
            Map.entry('x', "i64"),
            Map.entry('y', "u64"),
            Map.entry('z', "!"));

    private final MangledText in;

    private RustName(MangledText in) {
        this.in = in;
    }

    /** {@code rest} follows {@code _R}. */
    static Optional<String> parse(String rest) {
        try {
            return Optional.of(new RustName(new MangledText(rest)).path());
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    private String path() {
        in.down();
        String path =
                switch (in.next()) {
                    case 'C' -> identifier();
                    case 'M' -> implementation();
                    case 'X' -> traitImplementation();
                    case 'Y' -> '<' + type() + " as " + path() + '>';
                    case 'N' -> nested();
                    case 'I' -> path() + arguments();
                    case 'B' -> back(RustName::path);
                    default -> throw new Unreadable("no path");
                };
        in.up();
        return path;
    }

    private String implementation() {
        implementationPath();
        return '<' + type() + '>';
    }

    private String traitImplementation() {
        implementationPath();
        return '<' + type() + " as " + path() + '>';
    }

    private void implementationPath() {
        disambiguator();
        path();
    }

    private String nested() {
        char space = in.next();
        String parent = path();
        int number = disambiguator();
        String name = plainIdentifier();
        if (Character.isUpperCase(space)) {
            String what = space == 'C' ? "closure" : space == 'S' ? "shim" : String.valueOf(space);
            return parent + "::{" + what + (name.isEmpty() ? "" : ':' + name) + '#' + number + '}';
        }
        return name.isEmpty() ? parent : parent + "::" + name;
    }

    private String arguments() {
        List<String> all = new ArrayList<>();
        while (!in.take("E")) {
            if (in.take("L")) {
                in.underscored(62);
                all.add("'_");
            } else {
                all.add(in.take("K") ? constant() : type());
            }
        }
        return '<' + String.join(", ", all) + '>';
    }

    private String constant() {
        if (in.take("B")) {
            return back(RustName::constant);
        }
        if (in.take("p")) {
            return "_";
        }
        in.next();
        boolean isNegative = in.take("n");
        StringBuilder digits = new StringBuilder();
        for (char c = in.next(); c != '_'; c = in.next()) {
            digits.append(c);
        }
        return (isNegative ? "-0x" : "0x") + digits;
    }

    private String type() {
        in.down();
        String type = typeHere();
        in.up();
        return type;
    }

    private String typeHere() {
        String basic = BASIC.get(in.peek());
        if (basic != null) {
            in.next();
            return basic;
        }
        return switch (in.peek()) {
            case 'A' -> '[' + afterTag() + "; " + constant() + ']';
            case 'S' -> '[' + afterTag() + ']';
            case 'T' -> tuple();
            case 'R' -> reference("&");
            case 'Q' -> reference("&mut ");
            case 'P' -> "*const " + afterTag();
            case 'O' -> "*mut " + afterTag();
            case 'F' -> function();
            case 'D' -> dynamic();
            case 'B' -> {
                in.next();
                yield back(RustName::type);
            }
            default -> path();
        };
    }

    private String afterTag() {
        in.next();
        return type();
    }

    private String tuple() {
        in.next();
        List<String> all = new ArrayList<>();
        while (!in.take("E")) {
            all.add(type());
        }
        return '(' + String.join(", ", all) + (all.size() == 1 ? ",)" : ")");
    }

    private String reference(String words) {
        in.next();
        if (in.take("L")) {
            in.underscored(62);
        }
        return words + type();
    }

    private String function() {
        in.next();
        binder();
        String words = in.take("U") ? "unsafe fn(" : "fn(";
        if (in.take("K") && !in.take("C")) {
            plainIdentifier();
        }
        List<String> all = new ArrayList<>();
        while (!in.take("E")) {
            all.add(type());
        }
        String result = type();
        return words + String.join(", ", all) + ')' + (result.equals("()") ? "" : " -> " + result);
    }

    private String dynamic() {
        in.next();
        binder();
        List<String> all = new ArrayList<>();
        while (!in.take("E")) {
            String bound = path();
            while (in.take("p")) {
                bound += '<' + plainIdentifier() + " = " + type() + '>';
            }
            all.add(bound);
        }
        in.expect('L');
        in.underscored(62);
        return "dyn " + String.join(" + ", all);
    }

    private void binder() {
        if (in.take("G")) {
            in.underscored(62);
        }
    }

    private int disambiguator() {
        return in.take("s") ? in.underscored(62) + 1 : 0;
    }

    private String identifier() {
        disambiguator();
        return plainIdentifier();
    }

    private String plainIdentifier() {
        boolean isPunycode = in.take("u");
        int length = in.decimal();
        in.take("_");
        String name = in.take(length);
        return isPunycode ? "punycode{" + name + '}' : name;
    }

    @FunctionalInterface
    private interface Part {
        String read(RustName name);
    }

    /** What stood at an earlier place, read again there; it must lie before, so it ends. */
    private String back(Part part) {
        int here = in.at() - 1;
        int to = in.underscored(62);
        if (to >= here) {
            throw new Unreadable("a reference that does not lead back");
        }
        int after = in.at();
        in.jump(to);
        in.down();
        String text = part.read(this);
        in.up();
        in.jump(after);
        if (text.length() > Demangled.MAX_INPUT * 4) {
            throw new Unreadable("a name that grows");
        }
        return text;
    }
}
