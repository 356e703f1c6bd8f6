package io.mortise.wasm.internal.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The common part of C++'s Itanium mangling: the function's name without its parameters. */
final class CppName {
    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("nw", "new"),
            Map.entry("na", "new[]"),
            Map.entry("dl", "delete"),
            Map.entry("da", "delete[]"),
            Map.entry("pl", "+"),
            Map.entry("mi", "-"),
            Map.entry("ml", "*"),
            Map.entry("dv", "/"),
            Map.entry("rm", "%"),
            Map.entry("an", "&"),
            Map.entry("or", "|"),
            Map.entry("eo", "^"),
            Map.entry("aS", "="),
            Map.entry("pL", "+="),
            Map.entry("mI", "-="),
            Map.entry("ls", "<<"),
            Map.entry("rs", ">>"),
            Map.entry("eq", "=="),
            Map.entry("ne", "!="),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("le", "<="),
            Map.entry("ge", ">="),
            Map.entry("ss", "<=>"),
            Map.entry("nt", "!"),
            Map.entry("aa", "&&"),
            Map.entry("oo", "||"),
            Map.entry("pp", "++"),
            Map.entry("mm", "--"),
            Map.entry("cl", "()"),
            Map.entry("ix", "[]"),
            Map.entry("pt", "->"),
            Map.entry("de", "*"),
            Map.entry("ad", "&"),
            Map.entry("co", "~"),
            Map.entry("ng", "-"));

    private final MangledText in;
    private final CppType types;
    private final List<String> seen = new ArrayList<>();

    private CppName(MangledText in) {
        this.in = in;
        this.types = new CppType(in, this);
    }

    /** {@code rest} follows {@code _Z}. */
    static Optional<String> parse(String rest) {
        try {
            return Optional.of(new CppName(new MangledText(rest)).function());
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    private String function() {
        if (in.take("TV")) {
            return "vtable of " + types.read();
        }
        if (in.take("GV")) {
            return "guard of " + name();
        }
        return name();
    }

    String name() {
        in.down();
        String name = in.peek() == 'N' ? nested() : in.take("Z") ? local() : unscoped();
        in.up();
        return name;
    }

    private String local() {
        String outer = name();
        while (!in.take("E")) {
            types.read();
        }
        if (in.take("s")) {
            return outer + "::string literal";
        }
        return outer + "::" + name();
    }

    private String unscoped() {
        String name;
        if (in.take("St")) {
            name = "std::" + part("std");
        } else {
            name = in.peek() == 'S' ? substitution() : part("");
        }
        if (in.peek() == 'I') {
            remember(name);
            name += arguments();
        }
        return name;
    }

    private String nested() {
        in.expect('N');
        while ("rVKRO".indexOf(in.peek()) >= 0) {
            in.next();
        }
        String path = "";
        while (!in.take("E")) {
            if (in.peek() == 'I') {
                path += arguments();
            } else if (in.take("St")) {
                path = "std";
                continue;
            } else if (in.peek() == 'S') {
                path = substitution();
                continue;
            } else if (in.peek() == 'T') {
                path = types.read();
                continue;
            } else {
                String part = part(path);
                path = path.isEmpty() ? part : path + "::" + part;
            }
            remember(path);
        }
        return path;
    }

    /** One element of a name; {@code path} is what it lies in, whose last name constructors have. */
    private String part(String path) {
        if (Character.isDigit(in.peek())) {
            String name = in.take(in.decimal());
            return tagged(name.startsWith("_GLOBAL__N") ? "(anonymous namespace)" : name);
        }
        if (in.take("L")) {
            return part(path);
        }
        if (in.peek() == 'C' || in.peek() == 'D') {
            return constructor(path);
        }
        if (in.take("Ul")) {
            while (!in.take("E")) {
                types.read();
            }
            return "{lambda#" + (in.underscored(10) + 1) + '}';
        }
        if (in.take("Ut")) {
            return "{unnamed#" + (in.underscored(10) + 1) + '}';
        }
        String code = in.take(2);
        if (code.equals("cv")) {
            return "operator " + types.read();
        }
        String operator = OPERATORS.get(code);
        if (operator == null) {
            throw new Unreadable("no operator " + code);
        }
        return tagged("operator" + (Character.isLetter(operator.charAt(0)) ? " " : "") + operator);
    }

    private String tagged(String name) {
        String told = name;
        while (in.take("B")) {
            told += "[abi:" + in.take(in.decimal()) + ']';
        }
        return told;
    }

    private String constructor(String path) {
        boolean isDestructor = in.next() == 'D';
        in.next();
        String plain = path.indexOf('<') < 0 ? path : path.substring(0, path.indexOf('<'));
        String last = plain.substring(plain.lastIndexOf(':') + 1);
        return isDestructor ? '~' + last : last;
    }

    String arguments() {
        in.expect('I');
        List<String> all = new ArrayList<>();
        while (!in.take("E")) {
            all.add(in.peek() == 'J' ? pack() : in.peek() == 'L' ? literal() : types.read());
        }
        return '<' + String.join(", ", all) + '>';
    }

    private String pack() {
        in.expect('J');
        List<String> all = new ArrayList<>();
        while (!in.take("E")) {
            all.add(in.peek() == 'L' ? literal() : types.read());
        }
        return String.join(", ", all);
    }

    private String literal() {
        in.expect('L');
        if (in.take("_Z")) {
            String name = name();
            while (!in.take("E")) {
                types.read();
            }
            return name;
        }
        String type = types.read();
        StringBuilder value = new StringBuilder(in.take("n") ? "-" : "");
        for (char c = in.next(); c != 'E'; c = in.next()) {
            value.append(c);
        }
        return type.equals("bool") ? (value.toString().equals("0") ? "false" : "true") : value.toString();
    }

    /** {@code S_}, {@code S0_}, … and the standard ones. */
    String substitution() {
        in.expect('S');
        String known = CppType.STANDARD.get(in.peek());
        if (known != null) {
            in.next();
            return known;
        }
        int number = in.underscored(36);
        if (number >= seen.size()) {
            throw new Unreadable("a reference to nothing");
        }
        return seen.get(number);
    }

    void remember(String text) {
        if (text.length() > Demangled.MAX_INPUT * 4) {
            throw new Unreadable("a name that grows");
        }
        seen.add(text);
    }
}
