package org.voxpost.service;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells the version, as the jar's manifest has it. */
@Command(name = "version", description = "Tells the version.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // picocli puts the real one in

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(getVersion()[0]);
        return 0;
    }

    @Override
    public String[] getVersion() {
        return new String[]{"Voxpost " + number() + ", Java " + Runtime.version()};
    }

    static String number() {
        String version = Voxpost.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
