package io.mortise.grpc.internal.wire;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.mortise.api.Deadline;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.StartProblem;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.grpc.internal.process.ProcessIdentity;
import io.mortise.proto.goplugin.Empty;
import io.mortise.proto.goplugin.GRPCControllerGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that is not our child, told apart by pid and start time: a pid that was given out again is never killed. */
public final class AttachedProcess {
    private static final Duration SHUTDOWN = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ProcessIdentity identity;

    private AttachedProcess(ProcessIdentity identity) {
        this.identity = identity;
    }

    /** @throws NotStarted when there is no such process, or no socket of this user */
    public static AttachedProcess find(Path socket, long pid) {
        ProcessIdentity identity = ProcessIdentity.of(pid)
                .orElseThrow(
                        () -> refused("a running process " + pid, "none", "start the program, and copy its new line"));
        requireSocket(socket, pid);
        return new AttachedProcess(identity);
    }

    private static void requireSocket(Path socket, long pid) {
        try {
            boolean isSocket = Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
            Path process = Path.of("/proc/" + pid);
            boolean sameUser = !Files.isDirectory(process)
                    || Files.getOwner(socket, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(process));
            if (!isSocket || !sameUser) {
                throw refused(
                        "a socket of process " + pid, socket.toString(), "attach to what the program itself opened");
            }
        } catch (IOException e) {
            throw refused("a socket at " + socket, "there is none", "start the program, and copy its new line")
                    .causedBy(e);
        }
    }

    private static NotStarted refused(String expected, String actual, String nextStep) {
        return NotStarted.of(StartProblem.TRANSPORT, expected, actual, nextStep);
    }

    /** @throws NotStarted when nothing answers */
    public void probe(Channel channel, Deadline deadline) {
        try {
            HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)
                    .check(HealthCheckRequest.newBuilder().setService("plugin").build());
        } catch (StatusRuntimeException e) {
            switch (e.getStatus().getCode()) {
                case UNIMPLEMENTED, NOT_FOUND -> {
                    return; // it answered
                }
                default ->
                    throw refused(
                                    "an answer of go-plugin's health service",
                                    ForeignText.quote(String.valueOf(e.getStatus())),
                                    "check that it runs without AutoMTLS: reattach knows no certificates")
                            .causedBy(e);
            }
        }
    }

    public boolean isAlive() {
        return identity.isAlive();
    }

    /** Shutdown, then SIGKILL. */
    public void end(Channel channel) {
        if (isAlive()) {
            shutdown(channel);
            awaitEnd();
            if (isAlive()) {
                ProcessHandle.of(identity.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static void shutdown(Channel channel) {
        try {
            var ignored = GRPCControllerGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(SHUTDOWN.toNanos(), TimeUnit.NANOSECONDS)
                    .shutdown(Empty.getDefaultInstance());
        } catch (StatusRuntimeException e) {
            return; // UNAVAILABLE is how a go-plugin server ends; the signal follows every other answer
        }
    }

    private void awaitEnd() {
        long end = System.nanoTime() + SHUTDOWN.toNanos();
        try {
            while (isAlive() && System.nanoTime() < end) {
                TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // no patience: the signal follows
        }
    }
}
