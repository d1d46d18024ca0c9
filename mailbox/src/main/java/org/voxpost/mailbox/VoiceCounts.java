package org.voxpost.mailbox;

/**
 * Voice messages in the Inbox, for the lamp (RFC 3842). Urgent ones are contained in the first two.
 *
 * @param unheard not read
 * @param heard read
 */
public record VoiceCounts(int unheard, int heard, int urgentUnheard, int urgentHeard) {
}
