package org.voxpost.mailbox;

import org.voxpost.mailbox.UnifiedMessaging.CallProgress;
import org.voxpost.mailbox.UnifiedMessaging.PhoneCall;

/**
 * Hearing a voice message by telephone: the server calls. For servers with unified messaging of their own, which are
 * Exchange 2010 to 2016. Blocks; throws {@link MailboxException}, and {@link UnifiedMessaging.Refused} if a healthy server
 * will not do it. Safe for use by many threads.
 */
public interface PlayOnPhone {

    /** @param number to call; the server's dialling rules decide about it */
    PhoneCall play(SmtpAddress owner, ItemId message, String number);

    CallProgress progress(SmtpAddress owner, PhoneCall call);

    void disconnect(SmtpAddress owner, PhoneCall call);
}
