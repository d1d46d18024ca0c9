package org.voxpost.service.alert;

import java.time.Instant;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;

/**
 * Something a person should know.
 *
 * @param kind stable name for programs: {@code messages-waiting mailbox-full}
 * @param subject one line
 * @param text some lines
 * @param at when
 * @param owner who is told beside the operators; empty for nobody
 */
public record Alert(String kind, String subject, String text, Instant at, Optional<SmtpAddress> owner) {
}
