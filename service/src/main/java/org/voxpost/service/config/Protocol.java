package org.voxpost.service.config;

import java.util.EnumSet;
import java.util.Set;

/** Protocols a profile may name, and the jobs that each can do. */
public enum Protocol {
    EWS(Job.DELIVER, Job.READ, Job.DIRECTORY, Job.WATCH),
    /** Microsoft Graph. */
    GRAPH(Job.DELIVER, Job.READ, Job.DIRECTORY, Job.WATCH),
    /** Over HTTP; with the address book (NSPI). */
    MAPI(Job.DELIVER, Job.READ, Job.DIRECTORY, Job.WATCH),
    /** EMSMDB and NSPI over RPC by TCP. */
    RPC(Job.DELIVER, Job.READ, Job.DIRECTORY, Job.WATCH),
    /** EMSMDB and NSPI over RPC by HTTP. */
    RPC_HTTP(Job.DELIVER, Job.READ, Job.DIRECTORY, Job.WATCH), IMAP(Job.DELIVER, Job.READ,
            Job.WATCH), POP3(Job.READ), SMTP(Job.DELIVER), WEBDAV(Job.DELIVER, Job.READ, Job.WATCH);

    /** What {@link ExchangeProfile.Protocols} orders protocols for. */
    public enum Job {
        DELIVER, READ, DIRECTORY, WATCH
    }

    private final Set<Job> jobs;

    Protocol(Job first, Job... others) {
        this.jobs = Set.copyOf(EnumSet.of(first, others));
    }

    public boolean can(Job job) {
        return jobs.contains(job);
    }

    /** As it is written in the configuration: {@code rpc-http}. */
    public String word() {
        return KeyName.ofConstant(this);
    }
}
