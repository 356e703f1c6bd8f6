package io.mortise.manager.internal.manifest;

import io.mortise.manager.internal.yaml.YamlView;
import java.util.List;

/** Checks what a process is started from: one of {@code binary}, {@code jar} and {@code command}, inside the plugin. */
final class LaunchCheck {
    private LaunchCheck() {}

    static void check(YamlView root, PluginFiles files, Findings findings) {
        YamlView grpc = root.get("grpc");
        List<YamlView> given = List.of(grpc.get("binary"), grpc.get("jar"), grpc.get("command")).stream()
                .filter(YamlView::isPresent)
                .toList();
        given.stream()
                .skip(1)
                .forEach(each -> findings.error(each.keyProblem("is one too many: binary, jar or command, not both")));
        if (given.isEmpty()) {
            root.get("name").text().ifPresent(name -> inside(files, grpc.get("binary"), "bin/" + name, findings));
        }
        grpc.get("binary").text().ifPresent(path -> inside(files, grpc.get("binary"), path, findings));
        grpc.get("binary").entries().values().forEach(each -> each.text()
                .ifPresent(path -> inside(files, each, path, findings)));
        grpc.get("jar").text().ifPresent(path -> inside(files, grpc.get("jar"), path, findings));
        grpc.get("command").items().stream().limit(1).forEach(first -> first.text()
                .filter(word -> word.indexOf('/') >= 0)
                .ifPresent(path -> inside(files, first, path, findings)));
    }

    private static void inside(PluginFiles files, YamlView view, String path, Findings findings) {
        files.problem(path).ifPresent(text -> findings.error(view.problem(text)));
    }
}
