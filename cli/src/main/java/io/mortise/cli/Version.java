package io.mortise.cli;

import io.mortise.manager.internal.manifest.MortiseVersion;
import picocli.CommandLine.IVersionProvider;

/** Which Mortise this is, and on which Java. */
final class Version implements IVersionProvider {
    static String mortise() {
        return MortiseVersion.FULL;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "mortise " + mortise(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
            System.getProperty("os.name") + ' ' + System.getProperty("os.arch")
        };
    }
}
