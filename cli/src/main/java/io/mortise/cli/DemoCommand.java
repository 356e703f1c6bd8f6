package io.mortise.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "demo", hidden = true)
final class DemoCommand implements Callable<Integer> {
    DemoCommand(Common common) {
        common.json();
    }

    @Override
    public Integer call() {
        return 2;
    }
}
