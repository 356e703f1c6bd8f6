package io.mortise.manager.internal.json;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import io.mortise.api.error.ForeignText;

/** Patterns of authors, matched in time linear to the text: no back references, no look-around. */
final class LinearPatterns implements RegularExpressionFactory {
    private static final int MAX_LENGTH = 1_000;

    /** RE2/J unrolls counted repetition, so nested counts multiply; Go's RE2 draws the line at the same number. */
    private static final int MAX_REPEAT = 1_000;

    @Override
    public RegularExpression getRegularExpression(String pattern) {
        Pattern compiled = compile(pattern);
        return text -> compiled.matcher(text).find();
    }

    private static Pattern compile(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            throw new BadSchema("a pattern has " + pattern.length() + " characters, more than " + MAX_LENGTH);
        }
        if (repeats(pattern) > MAX_REPEAT) {
            throw new BadSchema(
                    "pattern " + ForeignText.quote(pattern) + " repeats more than " + MAX_REPEAT + " times");
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new BadSchema("pattern " + ForeignText.quote(pattern) + " is not one that RE2 takes: "
                    + ForeignText.clean(e.getDescription(), 80));
        }
    }

    /** The product of all counts in braces: an upper bound, whatever the nesting. */
    private static long repeats(String pattern) {
        long product = 1;
        for (int i = pattern.indexOf('{'); i >= 0; i = pattern.indexOf('{', i + 1)) {
            product = Math.min(product * Math.max(1, largestCount(pattern, i + 1)), Integer.MAX_VALUE);
        }
        return product;
    }

    private static long largestCount(String pattern, int from) {
        long largest = 0;
        long current = 0;
        for (int i = from; i < pattern.length() && "0123456789,".indexOf(pattern.charAt(i)) >= 0; i++) {
            char c = pattern.charAt(i);
            current = c == ',' ? 0 : Math.min(current * 10 + (c - '0'), Integer.MAX_VALUE);
            largest = Math.max(largest, current);
        }
        return largest;
    }
}
