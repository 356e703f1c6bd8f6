package io.mortise.manager;

import java.util.List;
import java.util.Map;

/** The text exposition of OpenMetrics 1.0, which Prometheus scrapes. */
public final class OpenMetrics {
    /** What an HTTP answer with this text is declared as. */
    public static final String CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private OpenMetrics() {}

    public static String text(List<Metric> metrics) {
        StringBuilder out = new StringBuilder();
        for (Metric metric : metrics) {
            out.append("# TYPE ")
                    .append(metric.name())
                    .append(' ')
                    .append(metric.kind().text())
                    .append('\n');
            out.append("# HELP ").append(metric.name()).append(' ');
            escaped(out, metric.help()).append('\n');
            for (Metric.Sample sample : metric.samples()) {
                out.append(metric.name()).append(sample.suffix());
                labels(out, sample.labels())
                        .append(' ')
                        .append(number(sample.value()))
                        .append('\n');
            }
        }
        return out.append("# EOF\n").toString();
    }

    private static StringBuilder labels(StringBuilder out, Map<String, String> labels) {
        if (labels.isEmpty()) {
            return out;
        }
        char before = '{';
        for (Map.Entry<String, String> label : labels.entrySet()) {
            out.append(before).append(label.getKey()).append("=\"");
            escaped(out, label.getValue()).append('"');
            before = ',';
        }
        return out.append('}');
    }

    private static StringBuilder escaped(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
        return out;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
