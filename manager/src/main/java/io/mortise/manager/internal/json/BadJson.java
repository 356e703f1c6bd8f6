package io.mortise.manager.internal.json;

import io.mortise.api.error.ForeignText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Text that is not the JSON that was wanted. The message is one line, without a payload. */
public final class BadJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadJson(String message) {
        super(message);
    }

    /** Jackson's own words may quote the text, so only the kind of the problem and its place are told. */
    static BadJson of(JacksonException e) {
        TokenStreamLocation place = e.getLocation();
        String where = place == null || place.getLineNr() < 0
                ? ""
                : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        return new BadJson(what(e) + where);
    }

    private static String what(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "has an unknown property " + ForeignText.quote(unknown.getPropertyName());
        }
        return switch (e.getClass().getSimpleName()) {
            case "StreamConstraintsException" -> "is nested too deeply or has too long a number";
            case "UnexpectedEndOfInputException", "JsonEOFException" -> "ends too early";
            case "StreamReadException" -> "is no JSON";
            default -> "does not have the wanted shape";
        };
    }
}
