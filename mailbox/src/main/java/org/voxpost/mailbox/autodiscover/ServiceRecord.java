package org.voxpost.mailbox.autodiscover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An SRV record of the DNS (RFC 2782). */
record ServiceRecord(int priority, int weight, int port, String target) {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRecord.class);

    /** Lowest priority first, then heaviest; none if the name has none or the DNS does not answer. */
    @SuppressWarnings("BanJNDI") // the DNS provider hands out text only, and the JDK has no other way to SRV records
    static List<ServiceRecord> lookUp(String name) {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put("com.sun.jndi.dns.timeout.initial", "2000");
        environment.put("com.sun.jndi.dns.timeout.retries", "1");
        try {
            InitialDirContext dns = new InitialDirContext(environment);
            try {
                return inOrder(dns.getAttributes(name, new String[]{"SRV"}).get("SRV"));
            } finally {
                dns.close();
            }
        } catch (NamingException e) {
            LOG.debug("no SRV record {}: {}", name, e.getMessage());
            return List.of();
        }
    }

    private static List<ServiceRecord> inOrder(@org.jspecify.annotations.Nullable Attribute records)
            throws NamingException {
        List<ServiceRecord> found = new ArrayList<>();
        if (records == null) {
            return found;
        }
        for (int i = 0; i < records.size(); i++) {
            read(String.valueOf(records.get(i))).ifPresent(found::add);
        }
        found.sort(Comparator.comparingInt(ServiceRecord::priority)
                .thenComparing(Comparator.comparingInt(ServiceRecord::weight).reversed()));
        return found;
    }

    /** {@code priority weight port target.}; empty if it is not that. */
    static Optional<ServiceRecord> read(String text) {
        String[] parts = text.strip().split("\\s+");
        if (parts.length != 4 || !parts[3].matches("[A-Za-z0-9._-]{2,255}")) {
            return Optional.empty();
        }
        for (int i = 0; i < 3; i++) {
            if (!parts[i].matches("\\d{1,5}")) {
                return Optional.empty();
            }
        }
        String target = parts[3].endsWith(".") ? parts[3].substring(0, parts[3].length() - 1) : parts[3];
        return Optional.of(new ServiceRecord(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]), target));
    }
}
