package org.voxpost.mailbox;

import java.util.Locale;

/** What an item is, and its message class ([MS-OXOUM] 2.2.2.1, 2.2.3.1.1). */
public enum ItemKind {
    /** Taken because nobody answered. */
    CALL_ANSWERING("IPM.Note.Microsoft.Voicemail.UM.CA", "voice-ca"),
    /** Spoken by a caller who did not ring the owner's telephone. */
    VOICE("IPM.Note.Microsoft.Voicemail.UM", "voice"), MISSED_CALL("IPM.Note.Microsoft.Missed.Voice",
            "missedcall"), FAX("IPM.Note.Microsoft.Fax.CA", "fax-ca"),
    /** A plain mail of ours, for example that a mailbox is full. */
    NOTICE("IPM.Note", "");

    private static final String VOICE_PREFIX = "ipm.note.microsoft.voicemail";
    private static final String PROTECTED_PREFIX = "ipm.note.rpmsg.microsoft.voicemail";
    private static final String REPLY_SUFFIX = ".microsoft.voicemail";

    private final String messageClass;
    private final String contentClass;

    ItemKind(String messageClass, String contentClass) {
        this.messageClass = messageClass;
        this.contentClass = contentClass;
    }

    public String messageClass() {
        return messageClass;
    }

    /** The Content-Class header of the MIME form ([MS-OXCMAIL] 2.2.3.2.15); empty for none. */
    public String contentClass() {
        return contentClass;
    }

    /** True if an item of this class is a voice message: by prefix, or by suffix for voice replies. */
    public static boolean isVoice(String messageClass) {
        String lower = messageClass.toLowerCase(Locale.ROOT);
        return lower.startsWith(VOICE_PREFIX) || lower.startsWith(PROTECTED_PREFIX) || lower.endsWith(REPLY_SUFFIX);
    }
}
