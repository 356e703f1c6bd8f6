package io.mortise.host.http;

import io.mortise.api.Deadline;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService.Rules;
import io.mortise.api.host.HttpService.Session;
import io.mortise.api.host.StatusCode;
import java.util.Optional;
import java.util.function.Consumer;

/** One generation's client: follows redirects by hand, so that each hop is checked like the first. Any thread. */
final class HttpSession implements Session {
    private final Rules rules;
    private final Guard guard;
    private final Exchange exchange;
    private final Consumer<HttpSession> closing;
    private volatile boolean closed;

    private HttpSession(Rules rules, Guard guard, Exchange exchange, Consumer<HttpSession> closing) {
        this.rules = rules;
        this.guard = guard;
        this.exchange = exchange;
        this.closing = closing;
    }

    static HttpSession open(Rules rules, Resolution.Share resolution, OwnAddresses own, Consumer<HttpSession> closing) {
        Exchange exchange = new Exchange(rules.proxy().map(Proxy::parse), rules.maxBodyBytes());
        return new HttpSession(rules, new Guard(rules, resolution, own), exchange, closing);
    }

    @Override
    public HttpAnswer send(HostCall call, HttpAsk ask) {
        Deadline deadline =
                ask.timeout().map(Deadline::after).map(call.deadline()::earlier).orElse(call.deadline());
        Hop hop = Hop.first(ask, rules.maxBodyBytes());
        while (true) {
            Exchange.Reply reply = send(hop, call, deadline);
            Optional<String> location = reply.location();
            if (location.isEmpty()) {
                return new HttpAnswer(reply.status(), reply.headers().toMultimap(), reply.body());
            }
            hop = Redirect.next(
                    hop,
                    reply.status(),
                    location.get(),
                    rules.plugin().plugin().name(),
                    rules.granted().get());
        }
    }

    @Override
    public void close() {
        closed = true;
        exchange.close();
        closing.accept(this);
    }

    private Exchange.Reply send(Hop hop, HostCall call, Deadline deadline) {
        if (closed) {
            throw new HostFailure(StatusCode.UNAVAILABLE, hop.shown() + ": this generation has stopped");
        }
        if (call.cancellation().isCancelled()) {
            throw new HostFailure(StatusCode.CANCELLED, hop.shown() + ": cancelled");
        }
        if (deadline.hasPassed()) {
            throw new HostFailure(StatusCode.DEADLINE_EXCEEDED, hop.shown() + ": the deadline has passed");
        }
        try {
            Guard.Passage passage = guard.check(hop, deadline, call.cancellation());
            return exchange.send(hop, passage, deadline, call.cancellation());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostFailure(StatusCode.CANCELLED, hop.shown() + ": interrupted");
        } finally {
            if (closed) {
                // Closed meanwhile: what this hop put into the pool goes too.
                exchange.close();
            }
        }
    }
}
