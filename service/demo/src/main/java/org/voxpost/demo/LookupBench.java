package org.voxpost.demo;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.nspi.NspiProvider;
import org.voxpost.service.config.RoutingConfig;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.LookupEngine;
import org.voxpost.service.routing.LookupQuery;
import org.voxpost.service.routing.PersonSource;
import org.voxpost.service.routing.PersonStates;
import org.voxpost.service.routing.RoutingPolicy;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;

/**
 * Measures the address book and the look-up engine: 100,000 people with three numbers each, walked over NSPI out of a lab in
 * this process. CPU is the walking thread's own, so that the lab does not count. {@code deploy/bench/lookup} runs it.
 */
final class LookupBench {
    private static final int PEOPLE = 100_000;
    private static final int ROUNDS = 4;
    private static final int QUERIES = 40_000;
    private static final Duration FOR = Duration.ofSeconds(3);
    private static final List<DialPlan> PLANS = List
            .of(new DialPlan(new SiteConfig("main", "US", "425", 5, 5, List.of("9"), "+14255")));

    private LookupBench() {
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("voxpost-lookup-bench-");
        try (Lab lab = Lab.start(LabSettings.inMemory("box@corp.example:pin"))) {
            fill(lab);
            URI url = lab.url("/mapi/nspi/?MailboxId=box@corp.example");
            try (Directory directory = NspiProvider.overMapiHttp(url, HttpSettings
                    .of(new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC)))) {
                walk(directory);
            }
        }
        var version = new AtomicInteger();
        try (var people = new AddressBook(PLANS, List.of(made(version)), work.resolve("address-book"),
                InstantSource.system())) {
            build(work);
            people.refresh();
            load(work);
            var engine = engine(people);
            engine(engine);
            refreshing(engine, people, version);
        } finally {
            Files.deleteIfExists(work.resolve("address-book"));
            Files.deleteIfExists(work);
        }
    }

    private static void fill(Lab lab) {
        var all = new ArrayList<PropertyBag>();
        for (int i = 0; i < PEOPLE; i++) {
            all.add(org.voxpost.lab.store.AddressBook.person("Person Number " + i, address(i))
                    .with(Tags.BUSINESS_TELEPHONE, work(i)).with(Tags.MOBILE_TELEPHONE, mobile(i))
                    .with(Tags.HOME_TELEPHONE, home(i)));
        }
        lab.store().addressBook().addAll(all);
    }

    private static SmtpAddress address(int i) {
        return new SmtpAddress("p" + i + "@corp.example");
    }

    private static String work(int i) {
        return "+14255%05d".formatted(i) + (i % 10);
    }

    private static String mobile(int i) {
        return "+1 (206) %03d-%04d".formatted(200 + i / 10_000, i % 10_000);
    }

    private static String home(int i) {
        return "+49 30 %07d".formatted(1_000_000 + i);
    }

    private static void walk(Directory directory) {
        for (int round = 1; round <= ROUNDS; round++) {
            var count = new AtomicInteger();
            long cpu = cpuNanos();
            long began = System.nanoTime();
            directory.walk(person -> count.incrementAndGet());
            say("walk %d: %d people, %.1f us of client CPU a row, %.1f s", round, count.get(),
                    (cpuNanos() - cpu) / 1e3 / Math.max(1, count.get()), (System.nanoTime() - began) / 1e9);
        }
    }

    /** The same people without a wire. A new version changes everybody's home telephone. */
    private static PersonSource made(AtomicInteger version) {
        return new PersonSource() {
            @Override
            public String name() {
                return "made";
            }

            @Override
            public void each(java.util.function.Predicate<SmtpAddress> known,
                    java.util.function.Consumer<DirectoryPerson> to) {
                for (int i = 0; i < PEOPLE; i++) {
                    to.accept(new DirectoryPerson("/o=Lab/cn=Recipients/cn=p" + i, "Person Number " + i,
                            Optional.of(address(i)), "p" + i, "", "", "", "",
                            List.of(new Phone(Kind.BUSINESS, work(i)), new Phone(Kind.MOBILE, mobile(i)),
                                    new Phone(Kind.HOME, home(i + version.get() * PEOPLE))),
                            List.of()));
                }
            }
        };
    }

    /** Each time the first reading of a book: later ones rest. */
    private static void build(Path work) throws java.io.IOException {
        Path file = work.resolve("built");
        for (int round = 1; round <= ROUNDS; round++) {
            try (var people = new AddressBook(PLANS, List.of(made(new AtomicInteger())), file,
                    InstantSource.system())) {
                long cpu = cpuNanos();
                long began = System.nanoTime();
                people.refresh();
                say("build %d: %d people, %d numbers, %.1f MB, %.2f s, %.2f s of CPU", round, people.status().people(),
                        people.status().numbers(), people.status().sizeBytes() / 1e6,
                        (System.nanoTime() - began) / 1e9, (cpuNanos() - cpu) / 1e9);
            }
        }
        Files.delete(file);
    }

    private static void load(Path work) {
        try (var other = new AddressBook(PLANS, List.of(), work.resolve("address-book"), InstantSource.system())) {
            long began = System.nanoTime();
            other.load();
            say("load: %d people from disk in %.2f s", other.status().people(), (System.nanoTime() - began) / 1e9);
        }
    }

    /** With a schedule and rules on, of which the last fits. */
    private static LookupEngine engine(AddressBook people) {
        var subscribers = new ArrayList<Subscriber>();
        for (int i = 0; i < 1000; i++) {
            subscribers.add(new Subscriber("p" + i, address(i), "Person Number " + i, List.of("%05d".formatted(i)),
                    "main", "main", Optional.empty(), true, Locale.US));
        }
        var rules = new ArrayList<RoutingConfig.Rule>();
        for (int i = 0; i < 10; i++) {
            rules.add(new RoutingConfig.Rule("rule " + i, List.of("999" + i + "."), List.of("\\+190[0-9].*"), "",
                    "office", RoutingConfig.When.OPEN, Treatment.REJECT, List.of(), "", Optional.empty()));
        }
        rules.add(new RoutingConfig.Rule("night", List.of(), List.of(), "", "office", RoutingConfig.When.CLOSED,
                Treatment.VOICEMAIL, List.of(), "", Optional.empty()));
        var routing = new RoutingConfig(Duration.ofSeconds(20), Duration.ofSeconds(60),
                List.of(new RoutingConfig.Telephones("", "sip:{number}@192.0.2.10", "")),
                Optional.of(new RoutingConfig.Target("sip:8000@192.0.2.50", "")), RoutingConfig.WhenAway.VOICEMAIL,
                RoutingConfig.WhenAway.VOICEMAIL, Duration.ofMinutes(30),
                List.of(new RoutingConfig.Schedule("office", "Europe/Berlin", List.of("mon-sun 00:00-23:59"),
                        List.of("12-25"))),
                rules);
        return new LookupEngine(new SubscriberTable(subscribers, PLANS), people, Set.of("8000"),
                new RoutingPolicy(routing), PersonStates.NONE, InstantSource.system());
    }

    private static LookupQuery query(int i) {
        int person = Math.floorMod(i * 7919, PEOPLE);
        return new LookupQuery(home(person), Optional.of(switch (i % 4) {
            case 0 -> mobile(person);
            case 1 -> "+1999%07d".formatted(person); // nobody's
            case 2 -> "%05d".formatted(person % 1000);
            default -> work(person);
        }), "main");
    }

    private static void engine(LookupEngine engine) {
        LookupQuery[] pairs = new LookupQuery[QUERIES];
        LookupQuery[] singles = new LookupQuery[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            pairs[i] = query(i);
            singles[i] = new LookupQuery(pairs[i].called().orElseThrow(), Optional.empty(), "main");
        }
        measure(engine, singles, "look-ups of one number");
        measure(engine, pairs, "look-ups of caller and called");
    }

    private static void measure(LookupEngine engine, LookupQuery[] queries, String what) {
        for (int round = 1; round <= ROUNDS; round++) {
            long cpu = cpuNanos();
            int count = 0;
            for (long until = System.nanoTime() + FOR.toNanos(); System.nanoTime() < until;) {
                for (int i = 0; i < 100; i++) {
                    check(engine, queries, count++);
                }
            }
            say("engine %d: %.0f %s for each CPU second", round, count / ((cpuNanos() - cpu) / 1e9), what);
        }
    }

    /** Every fourth number is nobody's. */
    private static void check(LookupEngine engine, LookupQuery[] queries, int i) {
        LookupQuery query = queries[i % queries.length];
        if (engine.lookup(query).person().isEmpty() != (i % 4 == 1)) {
            throw new IllegalStateException("a wrong answer to " + query);
        }
    }

    /** Latency of 5,000 look-ups a second, alone and while everybody changes. */
    private static void refreshing(LookupEngine engine, AddressBook people, AtomicInteger version)
            throws InterruptedException {
        double alone = p99(engine);
        version.incrementAndGet();
        Thread refresh = Thread.ofPlatform().start(people::refresh);
        double meanwhile = p99(engine);
        refresh.join();
        say("refresh: p99 %.1f us alone, %.1f us while 100,000 people change", alone, meanwhile);
    }

    private static double p99(LookupEngine engine) {
        long[] micros = new long[10_000];
        long began = System.nanoTime();
        for (int i = 0; i < micros.length; i++) {
            long due = began + i * 200_000L;
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            long from = System.nanoTime();
            engine.lookup(new LookupQuery(mobile(i * 7 % PEOPLE), Optional.empty(), "main"));
            micros[i] = System.nanoTime() - from;
        }
        Arrays.sort(micros);
        return micros[micros.length * 99 / 100] / 1e3;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Figures are this program's output: deploy/bench/lookup reads them. */
    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
