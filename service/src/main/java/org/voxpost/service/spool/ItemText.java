package org.voxpost.service.spool;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.ItemKind;

/** Subject and body of an item, in the owner's language (reference: unified messaging, 1.9). Pure. */
final class ItemText {
    private final ResourceBundle texts;
    private final Locale language;

    ItemText(Locale language) {
        this.language = language;
        this.texts = ResourceBundle.getBundle("org.voxpost.service.spool.item", language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private String text(String key, Object... arguments) {
        return new MessageFormat(texts.getString(key), language).format(arguments);
    }

    /** What to call the caller: a name, a number, or that he is unknown. */
    String label(Caller caller) {
        return caller.label().isEmpty() ? text("anonymous") : caller.label();
    }

    /** One line. */
    String subject(Delivery delivery, Optional<Duration> length) {
        String who = label(delivery.envelope().caller());
        return switch (delivery.envelope().kind()) {
            case MISSED_CALL -> text("missed.subject", who);
            case FAX -> text("fax.subject", who);
            case CALL_ANSWERING, VOICE, NOTICE -> text("voice.subject", who, seconds(length));
        };
    }

    private static String seconds(Optional<Duration> length) {
        return String.valueOf(length.map(d -> Math.max(1, Math.round(d.toMillis() / 1000.0))).orElse(0L));
    }

    /** A complete HTML document: what happened in bold, then a table of what is known of the caller. */
    String body(Delivery delivery, Optional<Duration> length) {
        Envelope envelope = delivery.envelope();
        String what = envelope.kind() == ItemKind.MISSED_CALL ? "missed.body" : "voice.body";
        var rows = new StringBuilder();
        Caller caller = envelope.caller();
        caller.person().ifPresent(p -> row(rows, "label.name", Html.escape(p.displayName())));
        if (caller.person().isEmpty() && !caller.callerIdName().isEmpty()) {
            row(rows, "label.name", Html.escape(caller.callerIdName()));
        }
        if (!caller.number().isEmpty()) {
            row(rows, "label.number", number(caller.number()));
        }
        caller.person().ifPresent(p -> row(rows, "label.mail", link("mailto:" + p.address().value(),
                p.address().value())));
        row(rows, "label.time", Html.escape(time(envelope)));
        length.ifPresent(d -> row(rows, "label.length", Html.escape(text("length", seconds(length)))));
        if (delivery.audio().map(Delivery.Audio::cutOff).orElse(false)) {
            row(rows, "label.note", Html.escape(text("cut-off")));
        }
        return """
                <html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>
                <body style="font-family: Tahoma, Arial, sans-serif; font-size: 10pt">
                <div id="UM-call-info" lang="%s">
                <p style="color: #000066"><b>%s</b></p>
                <table width="100%%" style="font-size: 10pt">
                %s</table></div></body></html>
                """.formatted(language.getLanguage(), Html.escape(text(what, label(caller))), rows);
    }

    private void row(StringBuilder rows, String label, String html) {
        rows.append("<tr><td width=\"28%\" style=\"color: #686a6b\">").append(Html.escape(text(label)))
                .append("</td><td width=\"72%\">").append(html).append("</td></tr>\n");
    }

    /** A number that can be dialled becomes a link. */
    private static String number(String number) {
        if (number.matches("\\+?[0-9]{2,20}")) {
            return link("tel:" + number, number);
        }
        return number.matches("sips?:[A-Za-z0-9._~+@:-]+") ? link(number, number) : Html.escape(number);
    }

    private static String link(String target, String label) {
        return "<a style=\"color: #3399ff\" href=\"" + Html.escape(target) + "\">" + Html.escape(label) + "</a>";
    }

    private String time(Envelope envelope) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(language)
                .withZone(ZoneOffset.UTC).format(envelope.started()) + " UTC";
    }
}
