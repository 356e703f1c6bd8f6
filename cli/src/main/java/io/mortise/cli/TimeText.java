package io.mortise.cli;

import io.mortise.manager.internal.yaml.Quantity;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as plugin.yaml writes them. */
final class TimeText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return Quantity.duration(text)
                .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is no time such as 200ms, 5s or 1m"));
    }
}
