package io.mortise.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The same guest on wazero, in a process that measures its own thread; built by {@code bench/run.sh} where Go is. */
final class WazeroGuest implements AutoCloseable, Timed {
    private final Process process;
    private final Writer to;
    private final BufferedReader from;
    private final String answer;

    private WazeroGuest(Process process) throws IOException {
        this.process = process;
        this.to = new OutputStreamWriter(process.getOutputStream(), UTF_8);
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.answer = line();
    }

    /** The program, where there is one. */
    static Optional<Path> program() {
        return Optional.ofNullable(System.getProperty("mortise.bench.wazero"))
                .map(Path::of)
                .filter(Files::isExecutable);
    }

    static WazeroGuest start(Path program, Path module, String function, int bytes) throws IOException {
        return new WazeroGuest(
                new ProcessBuilder(program.toString(), module.toString(), function, Integer.toString(bytes))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /** What the function answers. */
    String answer() {
        return answer;
    }

    @Override
    public double run(int times) throws IOException {
        to.write(times + "\n");
        to.flush();
        return Double.parseDouble(line());
    }

    private String line() throws IOException {
        String line = from.readLine();
        if (line == null) {
            throw new IOException("the wazero process ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        to.close();
        process.destroy();
    }
}
