package io.mortise.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.host.HttpService;
import io.mortise.api.host.ServiceProvider;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OkHttpProviderTest {
    @Test
    void provider_isFoundAndOpens() {
        ServiceProvider<?> provider = ServiceLoader.load(ServiceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.type() == HttpService.class)
                .findFirst()
                .orElseThrow();

        assertThat(provider.backend()).isEqualTo("okhttp");
        try (HttpService service = (HttpService) provider.open(new ServiceProvider.Context(Path.of("unused")))) {
            assertThat(service).isInstanceOf(OkHttpService.class);
        }
    }
}
