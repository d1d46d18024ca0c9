package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.voxpost.mailbox.Calendar;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** Calendars: GetUserAvailability ([MS-OXWAVLS]) and FindItem with CalendarView ([MS-OXWSMTGS] 3.1.4.5). */
record EwsCalendar(EwsClient client) implements Calendar {
    private static final int MOST_PEOPLE = 100;
    private static final Duration LONGEST = Duration.ofDays(42);
    private static final int SLOT_MINUTES = 15;
    private static final int MOST_APPOINTMENTS = 500;

    @Override
    public Map<SmtpAddress, List<Busy>> availability(Set<SmtpAddress> people, Instant from, Instant until) {
        if (people.isEmpty() || people.size() > MOST_PEOPLE || !from.isBefore(until)
                || Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("1 to 100 people and at most 42 days can be asked for");
        }
        List<SmtpAddress> asked = List.copyOf(new TreeSet<>(people));
        Map<SmtpAddress, List<Busy>> found = new LinkedHashMap<>();
        client.call(client.request("GetUserAvailability", asked.getFirst(),
                out -> writeAvailability(out, asked, from, until)), in -> {
                    if (!in.name().equals("FreeBusyResponseArray")) {
                        in.skip();
                        return;
                    }
                    for (int i = 0; in.nextChild(); i++) {
                        FreeBusy one = FreeBusy.read(in, from);
                        if (one.known && i < asked.size()) {
                            found.put(asked.get(i), one.busy());
                        }
                    }
                });
        return found;
    }

    /** Times go in UTC, said once in front. */
    private static void writeAvailability(XmlWriter out, List<SmtpAddress> people, Instant from, Instant until)
            throws IOException {
        out.start("m:GetUserAvailabilityRequest").start("t:TimeZone").element("t:Bias", "0");
        writeChange(out, "t:StandardTime", "10");
        writeChange(out, "t:DaylightTime", "3");
        out.end().start("m:MailboxDataArray");
        for (SmtpAddress person : people) {
            out.start("t:MailboxData").start("t:Email").element("t:Address", person.value()).end()
                    .element("t:AttendeeType", "Required").element("t:ExcludeConflicts", "false").end();
        }
        out.end().start("t:FreeBusyViewOptions").start("t:TimeWindow")
                .element("t:StartTime", EwsTime.withoutZone(from)).element("t:EndTime", EwsTime.withoutZone(until))
                .end().element("t:MergedFreeBusyIntervalInMinutes", Integer.toString(SLOT_MINUTES))
                .element("t:RequestedView", "FreeBusyMerged").end().end();
    }

    private static void writeChange(XmlWriter out, String name, String month) throws IOException {
        out.start(name).element("t:Bias", "0").element("t:Time", "02:00:00").element("t:DayOrder", "5")
                .element("t:Month", month).element("t:DayOfWeek", "Sunday").end();
    }

    /** One FreeBusyResponse. */
    private static final class FreeBusy {
        private final List<Busy> events = new ArrayList<>();
        private final List<Busy> slots = new ArrayList<>();
        private boolean known;

        static FreeBusy read(XmlReader in, Instant from) throws IOException {
            FreeBusy one = new FreeBusy();
            while (in.nextChild()) {
                switch (in.name()) {
                    case "ResponseMessage" -> {
                        one.known = !in.required("ResponseClass").equals("Error");
                        in.skip();
                    }
                    case "FreeBusyView" -> one.view(in, from);
                    default -> in.skip();
                }
            }
            return one;
        }

        private void view(XmlReader in, Instant from) throws IOException {
            while (in.nextChild()) {
                switch (in.name()) {
                    case "MergedFreeBusy" -> merged(in.text().strip(), from);
                    case "CalendarEventArray" -> {
                        while (in.nextChild()) {
                            event(in);
                        }
                    }
                    default -> in.skip();
                }
            }
        }

        /** A digit for each slot: what there is where events must not be seen. */
        private void merged(String digits, Instant from) {
            for (int i = 0; i < digits.length(); i++) {
                Status status = switch (digits.charAt(i)) {
                    case '1' -> Status.TENTATIVE;
                    case '2' -> Status.BUSY;
                    case '3' -> Status.OUT_OF_OFFICE;
                    case '4' -> Status.WORKING_ELSEWHERE;
                    default -> Status.FREE;
                };
                Instant begin = from.plus(Duration.ofMinutes((long) i * SLOT_MINUTES));
                Instant end = begin.plus(Duration.ofMinutes(SLOT_MINUTES));
                boolean goesOn = !slots.isEmpty() && slots.getLast().status() == status
                        && slots.getLast().until().equals(begin);
                if (goesOn) {
                    slots.set(slots.size() - 1, new Busy(slots.getLast().from(), end, status));
                } else if (status != Status.FREE) {
                    slots.add(new Busy(begin, end, status));
                }
            }
        }

        private void event(XmlReader in) throws IOException {
            Instant begin = Instant.EPOCH;
            Instant end = Instant.EPOCH;
            Status status = Status.BUSY;
            while (in.nextChild()) {
                switch (in.name()) {
                    case "StartTime" -> begin = EwsTime.read(in.text());
                    case "EndTime" -> end = EwsTime.read(in.text());
                    case "BusyType" -> status = status(in.text());
                    default -> in.skip();
                }
            }
            if (status != Status.FREE) {
                events.add(new Busy(begin, end, status));
            }
        }

        List<Busy> busy() {
            List<Busy> busy = new ArrayList<>(events.isEmpty() ? slots : events);
            busy.sort(Comparator.comparing(Busy::from));
            return List.copyOf(busy);
        }
    }

    private static Status status(String text) {
        return switch (text.strip()) {
            case "Free", "NoData" -> Status.FREE;
            case "Tentative" -> Status.TENTATIVE;
            case "OOF" -> Status.OUT_OF_OFFICE;
            case "WorkingElsewhere" -> Status.WORKING_ELSEWHERE;
            default -> Status.BUSY;
        };
    }

    @Override
    public List<Appointment> appointments(SmtpAddress owner, Instant from, Instant until) {
        List<Appointment> found = new ArrayList<>();
        client.call(client.request("FindItem", owner, out -> {
            out.start("m:FindItem").attribute("Traversal", "Shallow");
            out.start("m:ItemShape").element("t:BaseShape", "IdOnly").start("t:AdditionalProperties");
            for (String field : List.of("item:Subject", "calendar:Start", "calendar:End", "calendar:IsAllDayEvent",
                    "calendar:LegacyFreeBusyStatus", "calendar:Location", "calendar:Organizer")) {
                out.start("t:FieldURI").attribute("FieldURI", field).end();
            }
            out.end().end().start("m:CalendarView")
                    .attribute("MaxEntriesReturned", Integer.toString(MOST_APPOINTMENTS))
                    .attribute("StartDate", from.toString()).attribute("EndDate", until.toString()).end();
            out.start("m:ParentFolderIds");
            new FolderSearch(client, owner).known("calendar").write(out);
            out.end().end();
        }), in -> FoundItems.each(in, item -> found.add(appointment(item))));
        found.sort(Comparator.comparing(Appointment::from));
        return List.copyOf(found);
    }

    private static Appointment appointment(XmlReader in) throws IOException {
        String id = "";
        String subject = "";
        String location = "";
        String organizer = "";
        Instant begin = Instant.EPOCH;
        Instant end = Instant.EPOCH;
        boolean allDay = false;
        Status status = Status.BUSY;
        while (in.nextChild()) {
            switch (in.name()) {
                case "ItemId" -> {
                    id = in.required("Id");
                    in.skip();
                }
                case "Subject" -> subject = in.text();
                case "Start" -> begin = EwsTime.read(in.text());
                case "End" -> end = EwsTime.read(in.text());
                case "IsAllDayEvent" -> allDay = in.text().strip().matches("true|1");
                case "LegacyFreeBusyStatus" -> status = status(in.text());
                case "Location" -> location = in.text();
                case "Organizer" -> organizer = organizer(in);
                default -> in.skip();
            }
        }
        if (id.isEmpty()) {
            throw new XmlException("an appointment has no ItemId");
        }
        return new Appointment(new ItemId(EwsProvider.PROTOCOL, id), subject, location, begin, end, allDay, status,
                organizer);
    }

    private static String organizer(XmlReader in) throws IOException {
        String name = "";
        while (in.nextChild()) {
            while (in.nextChild()) {
                if (in.name().equals("Name")) {
                    name = in.text();
                } else {
                    in.skip();
                }
            }
        }
        return name;
    }
}
