package org.voxpost.mailbox.mime;

import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.VoiceCounts;

/** Counts voice messages one by one, for stores that do not count. One thread at a time. */
public final class VoiceTally {
    private int unheard;
    private int heard;
    private int urgentUnheard;
    private int urgentHeard;

    public void add(ItemSummary message) {
        boolean urgent = message.importance() == Importance.HIGH;
        if (message.read()) {
            heard++;
            urgentHeard += urgent ? 1 : 0;
        } else {
            unheard++;
            urgentUnheard += urgent ? 1 : 0;
        }
    }

    public VoiceCounts counts() {
        return new VoiceCounts(unheard, heard, urgentUnheard, urgentHeard);
    }
}
