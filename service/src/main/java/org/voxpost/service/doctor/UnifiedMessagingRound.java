package org.voxpost.service.doctor;

import java.util.Locale;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.UnifiedMessaging;
import org.voxpost.mailbox.UnifiedMessaging.Settings;
import org.voxpost.service.config.AccountConfig;
import org.voxpost.service.exchange.Exchange;

/** What the unified messaging web service does for whoever signs in: reading his settings, and writing one as it is. */
final class UnifiedMessagingRound {
    private final Exchange exchange;
    private final Report report;

    UnifiedMessagingRound(Exchange exchange, Report report) {
        this.exchange = exchange;
        this.report = report;
    }

    /** @param writing false: only what is read is tried */
    void run(boolean writing) {
        try {
            UnifiedMessaging service = exchange.unifiedMessaging();
            boolean enabled = service.isEnabled();
            AccountConfig account = exchange.profile().account();
            report.good("sign-in", account.scheme().name().toLowerCase(Locale.ROOT) + " as " + account.user());
            if (!enabled) {
                report.leftOut("settings",
                        "unified messaging is off for the account itself; the service acts for whoever signs in");
                return;
            }
            Settings settings = service.settings();
            report.good("settings", "voice access: " + (settings.accessNumbers().isEmpty()
                    ? "no number"
                    : settings.accessNumbers()) + "; missed calls are "
                    + (settings.missedCallNotification() ? "told" : "not told") + " by mail");
            if (writing) {
                written(service, settings);
            } else {
                report.leftOut("change", "not wanted");
            }
        } catch (MailboxException e) {
            boolean signIn = Trouble.of(e) == Trouble.PASSWORD || Trouble.of(e) == Trouble.TOKEN;
            report.bad(signIn ? "sign-in" : "settings", e);
        } catch (UnifiedMessaging.Refused e) {
            report.bad("settings", String.valueOf(e.getMessage()), Trouble.OTHER);
        }
    }

    private void written(UnifiedMessaging service, Settings before) {
        service.setMissedCallNotification(before.missedCallNotification());
        if (service.settings().equals(before)) {
            report.good("change", "a setting was written as it is, and read again");
        } else {
            report.bad("change", "a setting was written as it is, and others were read after it", Trouble.LOST);
        }
    }
}
