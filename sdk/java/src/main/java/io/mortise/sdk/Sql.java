package io.mortise.sdk;

import java.util.List;
import java.util.Map;

/** The plugin's own database. Requests are JSON: {@code {"sql": …, "params": […]}}; rows come as JSON objects. */
public interface Sql {
    /** Reads. @return the host's JSON answer */
    byte[] query(byte[] request);

    /** Changes. @return the host's JSON answer */
    byte[] execute(byte[] request);

    /** Reads into a record or another JSON type; {@code params} are the values of the question marks. */
    default <T> T query(String sql, List<?> params, Class<T> answer) {
        return Json.hostValue(query(Json.write(Map.of("sql", sql, "params", params))), answer, "sql answer");
    }

    /** Changes; the answer as a record or another JSON type. */
    default <T> T execute(String sql, List<?> params, Class<T> answer) {
        return Json.hostValue(execute(Json.write(Map.of("sql", sql, "params", params))), answer, "sql answer");
    }
}
