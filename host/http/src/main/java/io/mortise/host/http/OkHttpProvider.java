package io.mortise.host.http;

import io.mortise.api.host.HttpService;
import io.mortise.api.host.ServiceProvider;

/** Brings {@link OkHttpService} by {@link java.util.ServiceLoader}. */
public final class OkHttpProvider implements ServiceProvider<HttpService> {
    @Override
    public Class<HttpService> type() {
        return HttpService.class;
    }

    @Override
    public String backend() {
        return "okhttp";
    }

    @Override
    public HttpService open(Context context) {
        return OkHttpService.open();
    }
}
