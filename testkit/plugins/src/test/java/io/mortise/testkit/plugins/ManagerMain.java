package io.mortise.testkit.plugins;

import io.mortise.api.RuntimeKind;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** An application in a JVM of its own: opens the home it is given, prints its plugin's process, and stays. */
final class ManagerMain {
    private ManagerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ContractHome home = ContractHome.in(Path.of(arguments[0]), RuntimeKind.GRPC);
        home.open();
        System.out.println("plugin " + home.status().live().orElseThrow().pid().orElseThrow());
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
