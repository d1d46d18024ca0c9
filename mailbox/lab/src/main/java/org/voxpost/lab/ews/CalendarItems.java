package org.voxpost.lab.ews;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;

import org.voxpost.lab.ews.EwsSession.FoundFolder;
import org.voxpost.lab.store.Appointment;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.SoapEnvelope.Part;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** FindItem with CalendarView, and GetUserAvailability. */
final class CalendarItems {
    private static final List<String> STATUSES = List.of("Free", "Tentative", "Busy", "OOF", "WorkingElsewhere");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
            .withZone(ZoneOffset.UTC);
    private static final Duration LONGEST = Duration.ofDays(42);

    private CalendarItems() {
    }

    private static List<LabItem> between(LabMailbox mailbox, Instant from, Instant until) {
        return mailbox.items(FolderRole.CALENDAR.id(), false).stream()
                .filter(item -> Appointment.of(mailbox, item).from().isBefore(until)
                        && Appointment.of(mailbox, item).until().isAfter(from))
                .sorted(Comparator.comparing((LabItem item) -> Appointment.of(mailbox, item).from())).toList();
    }

    static Part view(Element view, FoundFolder folder) {
        if (!folder.folder().properties().text(org.voxpost.lab.store.Tags.CONTAINER_CLASS).equals("IPF.Appointment")) {
            throw new EwsRefusal("ErrorCalendarFolderIsInvalidForCalendarView", "Only calendars have such a view.");
        }
        LabMailbox mailbox = folder.mailbox();
        List<LabItem> found = between(mailbox, EwsTime.parse(view.attributeText("StartDate")),
                EwsTime.parse(view.attributeText("EndDate")));
        return out -> {
            out.start("m:RootFolder").attribute("TotalItemsInView", Integer.toString(found.size()))
                    .attribute("IncludesLastItemInRange", "true").start("t:Items");
            for (LabItem item : found) {
                write(out, mailbox, item);
            }
            out.end().end();
        };
    }

    private static void write(XmlWriter out, LabMailbox mailbox, LabItem item) throws IOException {
        Appointment appointment = Appointment.of(mailbox, item);
        out.start("t:CalendarItem").start("t:ItemId").attribute("Id", Ids.item(mailbox, item.id()))
                .attribute("ChangeKey", Ids.changeKey(item.changeNumber())).end();
        out.element("t:Subject", appointment.subject()).element("t:Start", EwsTime.format(appointment.from()))
                .element("t:End", EwsTime.format(appointment.until())).element("t:IsAllDayEvent", "false")
                .element("t:LegacyFreeBusyStatus", STATUSES.get(appointment.busyStatus()))
                .element("t:Location", appointment.location());
        out.start("t:Organizer");
        ItemPeople.mailbox(out, mailbox.displayName(), mailbox.owner().value());
        out.end().end();
    }

    /** Everybody may see when somebody is busy, and no more; nobody's bias but UTC's is understood. */
    static void availability(Element request, EwsSession session, XmlWriter out) throws IOException {
        if (request.child("TimeZone").filter(zone -> zone.textOf("Bias").strip().equals("0")).isEmpty()) {
            throw new EwsRefusal("ErrorTimeZone", "Only UTC is served.");
        }
        Element window = request.required("FreeBusyViewOptions").required("TimeWindow");
        Instant from = LocalDateTime.parse(window.textOf("StartTime")).toInstant(ZoneOffset.UTC);
        Instant until = LocalDateTime.parse(window.textOf("EndTime")).toInstant(ZoneOffset.UTC);
        if (!from.isBefore(until) || Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw new EwsRefusal("ErrorTimeIntervalTooBig", "The window is longer than 42 days.");
        }
        out.start("m:GetUserAvailabilityResponse").start("m:FreeBusyResponseArray");
        for (Element person : request.required("MailboxDataArray").children()) {
            var mailbox = session.store().mailbox(new SmtpAddress(person.required("Email").textOf("Address")));
            out.start("m:FreeBusyResponse").start("m:ResponseMessage");
            if (mailbox.isEmpty()) {
                out.attribute("ResponseClass", "Error").element("m:MessageText", "Unable to resolve e-mail address.")
                        .element("m:ResponseCode", "ErrorMailRecipientNotFound").end();
                out.start("m:FreeBusyView").element("t:FreeBusyViewType", "None").end();
            } else {
                out.attribute("ResponseClass", "Success").element("m:ResponseCode", "NoError").end();
                freeBusy(out, mailbox.get(), from, until);
            }
            out.end();
        }
        out.end().end();
    }

    private static void freeBusy(XmlWriter out, LabMailbox mailbox, Instant from, Instant until) throws IOException {
        out.start("m:FreeBusyView").element("t:FreeBusyViewType", "FreeBusy").start("t:CalendarEventArray");
        for (LabItem item : between(mailbox, from, until)) {
            Appointment appointment = Appointment.of(mailbox, item);
            out.start("t:CalendarEvent").element("t:StartTime", LOCAL.format(appointment.from()))
                    .element("t:EndTime", LOCAL.format(appointment.until()))
                    .element("t:BusyType", STATUSES.get(appointment.busyStatus())).end();
        }
        out.end().end();
    }
}
