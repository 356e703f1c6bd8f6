package io.mortise.manager.internal.service;

import java.util.Comparator;

/** The order of the UTF-8 bytes of two texts, found without making them. */
enum Utf8Order implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Integer.compare(weight(x), weight(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** In UTF-16 surrogates sort before U+E000..U+FFFF, in UTF-8 the characters they stand for sort after. */
    private static int weight(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }
}
