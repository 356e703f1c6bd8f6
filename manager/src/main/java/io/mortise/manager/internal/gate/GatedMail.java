package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.MailService;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.HostOperation;
import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mail of this plugin: every recipient must be granted. */
final class GatedMail implements MailService {
    private static final List<String> RECIPIENTS = List.of("/to", "/cc", "/bcc");

    private final Door door;
    private final Passage passage;
    private final Optional<MailService> service;

    GatedMail(Door door, Passage passage, Optional<MailService> service) {
        this.door = door;
        this.passage = passage;
        this.service = service;
    }

    @Override
    public void send(HostCall call, byte[] json) {
        door.arrive(call);
        List<String> to = recipients(json);
        Passage.Want want = new Passage.Want(
                HostOperation.MAIL_SEND,
                to.stream()
                        .filter(each -> !isGiven(door.view(), each))
                        .findFirst()
                        .orElse(first(to)),
                view -> to.stream().allMatch(each -> isGiven(view, each))
                        ? view.names().mail().text()
                        : "",
                view -> view.names().mail().text());
        passage.through(call, want, sent -> json.length, inner -> {
            service.orElseThrow(() -> Absent.of(HostOperation.MAIL_SEND)).send(inner, json);
            return to;
        });
    }

    private static boolean isGiven(GrantView view, String address) {
        return !view.names().mail().by(address).isEmpty();
    }

    private static String first(List<String> to) {
        return to.isEmpty() ? "" : to.get(0);
    }

    private static List<String> recipients(byte[] json) {
        List<String> all = new ArrayList<>();
        try {
            for (String place : RECIPIENTS) {
                Json.at(json, place).ifPresent(value -> addAll(all, place, value));
            }
        } catch (BadJson e) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "the mail is no JSON: " + e.getMessage());
        }
        if (all.isEmpty()) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "the mail has no recipient in to");
        }
        return all;
    }

    private static void addAll(List<String> all, String place, Object value) {
        if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, place.substring(1) + " is a list of addresses");
        }
        list.forEach(each -> all.add((String) each));
    }
}
