package io.mortise.testkit.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;

/** Takes a stream of chunks, the next one when it has one; says {@code end} or the failure last. */
final class OneByOne implements Flow.Subscriber<byte[]> {
    private final List<String> events;
    private Optional<Flow.Subscription> subscription = Optional.empty();

    OneByOne(List<String> events) {
        this.events = events;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = Optional.of(given);
        given.request(1);
    }

    @Override
    public void onNext(byte[] chunk) {
        events.add(new String(chunk, UTF_8));
        subscription.orElseThrow().request(1);
    }

    @Override
    public void onError(Throwable failure) {
        events.add(failure.toString());
    }

    @Override
    public void onComplete() {
        events.add("end");
    }
}
