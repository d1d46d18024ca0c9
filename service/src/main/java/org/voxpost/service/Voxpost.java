package org.voxpost.service;

import java.util.concurrent.Callable;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.cli.ApiKeyCommand;
import org.voxpost.service.cli.BackupCommand;
import org.voxpost.service.cli.BenchCommand;
import org.voxpost.service.cli.ConfigCommand;
import org.voxpost.service.cli.DoctorCommand;
import org.voxpost.service.cli.MailboxCommand;
import org.voxpost.service.cli.RecordsCommand;
import org.voxpost.service.cli.SpoolCommand;
import org.voxpost.service.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: its commands. see each. */
@Command(name = "voxpost", mixinStandardHelpOptions = true, versionProvider = VersionCommand.class, description = "Takes voicemail by SIP and puts it into Exchange mailboxes.", subcommands = {
        RunCommand.class, ConfigCommand.class, LookupCommand.class, SubscribersCommand.class, TraceCommand.class,
        SpoolCommand.class,
        RecordsCommand.class,
        ApiKeyCommand.class, MailboxCommand.class, DoctorCommand.class, PbxCommand.class, BenchCommand.class,
        BackupCommand.Backup.class, BackupCommand.Restore.class, WarmUpCommand.class, VersionCommand.class})
public final class Voxpost implements Callable<Integer> {
    /** The configuration is wrong (sysexits.h: EX_CONFIG). */
    static final int EXIT_CONFIG = 78;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // picocli puts the real one in

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The program with all its commands; for {@link #main} and tests. */
    public static CommandLine commandLine() {
        return new CommandLine(new Voxpost()).setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(SmtpAddress.class, SmtpAddress::new)
                .setExecutionExceptionHandler(Voxpost::failed);
    }

    /** A wrong configuration is told line by line; other faults in one sentence with their cause. */
    private static int failed(Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
        switch (fault) {
            case ConfigException wrong -> wrong.problems().forEach(problem -> command.getErr().println(problem));
            default -> command.getErr().println("voxpost: " + Faults.sentence(fault));
        }
        command.getErr().flush();
        return fault instanceof ConfigException ? EXIT_CONFIG : command.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
