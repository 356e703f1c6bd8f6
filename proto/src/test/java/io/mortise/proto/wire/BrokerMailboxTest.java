package io.mortise.proto.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.proto.goplugin.ConnInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BrokerMailboxTest {
    private final BrokerMailbox mailbox = new BrokerMailbox();

    @Test
    void take_findsTheMessage_whetherItCameBeforeOrAfter() throws Exception {
        mailbox.offer(message(1, "/tmp/a"));
        var later = CompletableFuture.supplyAsync(() -> take(2, Duration.ofSeconds(5)));
        mailbox.offer(message(2, "/tmp/b"));

        assertThat(mailbox.take(1, Duration.ZERO)).contains(new Endpoint("unix", "/tmp/a"));
        assertThat(later.get()).contains(new Endpoint("unix", "/tmp/b"));
    }

    @Test
    void take_answersOnce_forEachMessage() throws Exception {
        mailbox.offer(message(1, "/tmp/a"));

        assertThat(mailbox.take(1, Duration.ZERO)).isPresent();
        assertThat(mailbox.take(1, Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void take_findsNothing_whenTheAddressCannotBeOne() throws Exception {
        mailbox.offer(message(1, ""));
        mailbox.offer(message(2, "/tmp/a").toBuilder()
                .setKnock(ConnInfo.Knock.newBuilder().setKnock(true))
                .build());

        assertThat(mailbox.take(1, Duration.ofMillis(1))).isEmpty();
        assertThat(mailbox.take(2, Duration.ofMillis(1))).isEmpty();
    }

    private Optional<Endpoint> take(int id, Duration patience) {
        try {
            return mailbox.take(id, patience);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConnInfo message(int id, String path) {
        return ConnInfo.newBuilder()
                .setServiceId(id)
                .setNetwork("unix")
                .setAddress(path)
                .build();
    }
}
