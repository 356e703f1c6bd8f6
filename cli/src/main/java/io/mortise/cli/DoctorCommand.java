package io.mortise.cli;

import io.mortise.api.RunnerFactory;
import io.mortise.cli.link.Homes;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.Refusal;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        description = "What this machine and this home have and lack; exit 1 when something essential is missing.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise doctor", "  mortise doctor --home /srv/desk"})
final class DoctorCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    /** One thing looked at; {@code remedy} is empty when it is well. */
    private record Finding(String name, boolean well, boolean essential, String found, String remedy) {}

    DoctorCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        runtimes(findings);
        home(findings);
        if (common.json()) {
            common.shell().terminal().json(Map.of("findings", findings));
        } else {
            findings.forEach(this::print);
        }
        return findings.stream().anyMatch(each -> each.essential() && !each.well()) ? 1 : 0;
    }

    private void print(Finding finding) {
        Terminal terminal = common.shell().terminal();
        String mark = finding.well()
                ? terminal.style(Style.GREEN, "ok")
                : finding.essential() ? terminal.style(Style.RED, "no") : terminal.style(Style.YELLOW, "--");
        terminal.line(mark + "  " + finding.name() + ": " + finding.found());
        if (!finding.remedy().isEmpty()) {
            terminal.line("      " + finding.remedy());
        }
    }

    private static Finding java() {
        int feature = Runtime.version().feature();
        return new Finding(
                "Java",
                feature >= 17,
                true,
                Runtime.version().toString(),
                feature >= 17 ? "" : "install JDK 17 or newer");
    }

    private static void runtimes(List<Finding> findings) {
        for (RunnerFactory factory : ServiceLoader.load(RunnerFactory.class)) {
            try (factory) {
                factory.probe()
                        .forEach(probe -> findings.add(new Finding(
                                factory.runtime().text() + ", " + probe.name(),
                                probe.present(),
                                false,
                                probe.found(),
                                probe.remedy())));
            }
        }
    }

    private void home(List<Finding> findings) {
        Homes.Found found;
        try {
            found = home.find();
        } catch (Refusal none) {
            findings.add(
                    new Finding("home", false, false, "none found", none.error().text("text")));
            return;
        }
        Path directory = found.home();
        boolean writable = Files.isWritable(directory);
        findings.add(new Finding(
                "home",
                writable,
                false,
                directory + " (" + found.how() + ")" + (writable ? "" : ", which cannot be written"),
                writable ? "" : "mortise run --state DIR keeps state elsewhere"));
        Path state = directory.resolve(".mortise");
        if (Files.isDirectory(state)) {
            findings.add(permissions(state));
        }
        findings.add(watching(directory));
        findings.add(manager(directory));
    }

    private static Finding permissions(Path state) {
        try {
            String have = PosixFilePermissions.toString(Files.getPosixFilePermissions(state));
            boolean well = have.equals("rwx------");
            return new Finding("state", well, true, state + ", " + have, well ? "" : "chmod 700 " + state);
        } catch (IOException | UnsupportedOperationException e) {
            return new Finding("state", true, false, state + ", permissions cannot be read: " + e.getMessage(), "");
        }
    }

    private static Finding watching(Path directory) {
        String mode = Watching.mode(directory);
        boolean events = mode.equals("events");
        return new Finding(
                "changes of files",
                events,
                false,
                events ? "are told by the file system" : "are polled for every 2 s",
                events ? "" : "nothing needs to be done; changes are taken up a little later");
    }

    private Finding manager(Path directory) {
        try {
            Optional<Link> live = home.homes().live(directory);
            live.ifPresent(Link::close);
            return new Finding(
                    "manager",
                    true,
                    false,
                    live.isPresent() ? "runs and answers on its control socket" : "none runs here",
                    "");
        } catch (Refusal e) {
            return new Finding("manager", false, true, e.error().text("text"), "");
        }
    }
}
