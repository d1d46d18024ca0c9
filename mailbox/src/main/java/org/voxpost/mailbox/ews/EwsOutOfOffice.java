package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.OutOfOffice;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.mime.HtmlText;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** Automatic replies ([MS-OXWOOF]). */
record EwsOutOfOffice(EwsClient client) implements OutOfOffice {

    /** UserOofSettings as they are, so that setting one leaves the others. */
    private static final class Settings {
        private String state = "";
        private String audience = "None";
        private @Nullable Instant from;
        private @Nullable Instant until;
        private String internalReply = "";
        private String externalReply = "";

        void read(XmlReader in) throws IOException {
            if (!in.name().equals("OofSettings")) {
                in.skip();
                return;
            }
            while (in.nextChild()) {
                switch (in.name()) {
                    case "OofState" -> state = in.text().strip();
                    case "ExternalAudience" -> audience = in.text().strip();
                    case "Duration" -> duration(in);
                    case "InternalReply" -> internalReply = message(in);
                    case "ExternalReply" -> externalReply = message(in);
                    default -> in.skip();
                }
            }
        }

        private void duration(XmlReader in) throws IOException {
            while (in.nextChild()) {
                switch (in.name()) {
                    case "StartTime" -> from = EwsTime.read(in.text());
                    case "EndTime" -> until = EwsTime.read(in.text());
                    default -> in.skip();
                }
            }
        }

        private static String message(XmlReader in) throws IOException {
            String text = "";
            while (in.nextChild()) {
                if (in.name().equals("Message")) {
                    text = in.text();
                } else {
                    in.skip();
                }
            }
            return text;
        }
    }

    @Override
    public State state(SmtpAddress owner) {
        Settings now = read(owner);
        Mode mode = switch (now.state) {
            case "Enabled" -> Mode.ON;
            case "Scheduled" -> Mode.SCHEDULED;
            case "Disabled" -> Mode.OFF;
            default -> throw new MailboxException.Unavailable("GetUserOofSettings for " + owner, client.peer(),
                    "no OofState in the answer");
        };
        return new State(mode, Optional.ofNullable(now.from), Optional.ofNullable(now.until),
                HtmlText.of(now.internalReply).strip());
    }

    private Settings read(SmtpAddress owner) {
        Settings settings = new Settings();
        client.call(client.request("GetUserOofSettings", owner, out -> {
            out.start("m:GetUserOofSettingsRequest");
            writeMailbox(out, owner);
            out.end();
        }), settings::read);
        return settings;
    }

    @Override
    public void set(SmtpAddress owner, boolean on) {
        Settings now = read(owner);
        client.call(client.request("SetUserOofSettings", owner, out -> {
            out.start("m:SetUserOofSettingsRequest");
            writeMailbox(out, owner);
            out.start("t:UserOofSettings").element("t:OofState", on ? "Enabled" : "Disabled")
                    .element("t:ExternalAudience", now.audience);
            if (now.from != null && now.until != null) {
                out.start("t:Duration").element("t:StartTime", now.from.toString())
                        .element("t:EndTime", now.until.toString()).end();
            }
            out.start("t:InternalReply").element("t:Message", now.internalReply).end();
            out.start("t:ExternalReply").element("t:Message", now.externalReply).end();
            out.end().end();
        }), XmlReader::skip);
    }

    private static void writeMailbox(XmlWriter out, SmtpAddress owner) throws IOException {
        out.start("t:Mailbox").element("t:Address", owner.value()).end();
    }
}
