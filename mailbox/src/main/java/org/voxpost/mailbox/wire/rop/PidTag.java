package org.voxpost.mailbox.wire.rop;

/** Property tags by their names in [MS-OXPROPS], without the prefix PidTag. */
public final class PidTag {
    public static final PropertyTag IMPORTANCE = PropertyTag.of(0x00170003);
    public static final PropertyTag MESSAGE_CLASS = PropertyTag.of(0x001A001F);
    public static final PropertyTag PRIORITY = PropertyTag.of(0x00260003);
    public static final PropertyTag SENSITIVITY = PropertyTag.of(0x00360003);
    public static final PropertyTag SUBJECT = PropertyTag.of(0x0037001F);
    public static final PropertyTag CLIENT_SUBMIT_TIME = PropertyTag.of(0x00390040);
    public static final PropertyTag SUBJECT_PREFIX = PropertyTag.of(0x003D001F);
    public static final PropertyTag RECEIVED_BY_ENTRY_ID = PropertyTag.of(0x003F0102);
    public static final PropertyTag RECEIVED_BY_NAME = PropertyTag.of(0x0040001F);
    public static final PropertyTag SENT_REPRESENTING_ENTRY_ID = PropertyTag.of(0x00410102);
    public static final PropertyTag SENT_REPRESENTING_NAME = PropertyTag.of(0x0042001F);
    public static final PropertyTag SENT_REPRESENTING_ADDRESS_TYPE = PropertyTag.of(0x0064001F);
    public static final PropertyTag SENT_REPRESENTING_EMAIL_ADDRESS = PropertyTag.of(0x0065001F);
    public static final PropertyTag RECEIVED_BY_ADDRESS_TYPE = PropertyTag.of(0x0075001F);
    public static final PropertyTag RECEIVED_BY_EMAIL_ADDRESS = PropertyTag.of(0x0076001F);
    public static final PropertyTag SENDER_ENTRY_ID = PropertyTag.of(0x0C190102);
    public static final PropertyTag SENDER_NAME = PropertyTag.of(0x0C1A001F);
    public static final PropertyTag SENDER_ADDRESS_TYPE = PropertyTag.of(0x0C1E001F);
    public static final PropertyTag SENDER_EMAIL_ADDRESS = PropertyTag.of(0x0C1F001F);
    public static final PropertyTag DISPLAY_TO = PropertyTag.of(0x0E04001F);
    public static final PropertyTag MESSAGE_DELIVERY_TIME = PropertyTag.of(0x0E060040);
    public static final PropertyTag MESSAGE_FLAGS = PropertyTag.of(0x0E070003);
    public static final PropertyTag MESSAGE_SIZE = PropertyTag.of(0x0E080003);
    public static final PropertyTag HAS_ATTACHMENTS = PropertyTag.of(0x0E1B000B);
    public static final PropertyTag NORMALIZED_SUBJECT = PropertyTag.of(0x0E1D001F);
    public static final PropertyTag ATTACH_SIZE = PropertyTag.of(0x0E200003);
    public static final PropertyTag ATTACH_NUMBER = PropertyTag.of(0x0E210003);
    public static final PropertyTag INSTANCE_KEY = PropertyTag.of(0x0FF60102);
    public static final PropertyTag RECORD_KEY = PropertyTag.of(0x0FF90102);
    public static final PropertyTag ENTRY_ID = PropertyTag.of(0x0FFF0102);
    public static final PropertyTag BODY = PropertyTag.of(0x1000001F);
    public static final PropertyTag HTML = PropertyTag.of(0x10130102);
    public static final PropertyTag INTERNET_MESSAGE_ID = PropertyTag.of(0x1035001F);
    public static final PropertyTag DISPLAY_NAME = PropertyTag.of(0x3001001F);
    public static final PropertyTag CREATION_TIME = PropertyTag.of(0x30070040);
    public static final PropertyTag LAST_MODIFICATION_TIME = PropertyTag.of(0x30080040);
    public static final PropertyTag SEARCH_KEY = PropertyTag.of(0x300B0102);
    public static final PropertyTag IPM_ARCHIVE_ENTRY_ID = PropertyTag.of(0x35FF0102);
    public static final PropertyTag CONTENT_COUNT = PropertyTag.of(0x36020003);
    public static final PropertyTag CONTENT_UNREAD_COUNT = PropertyTag.of(0x36030003);
    public static final PropertyTag SUBFOLDERS = PropertyTag.of(0x360A000B);
    public static final PropertyTag CONTAINER_CLASS = PropertyTag.of(0x3613001F);
    public static final PropertyTag ADDITIONAL_REN_ENTRY_IDS = PropertyTag.of(0x36D81102);
    public static final PropertyTag ATTACH_DATA_BINARY = PropertyTag.of(0x37010102);
    public static final PropertyTag ATTACH_EXTENSION = PropertyTag.of(0x3703001F);
    public static final PropertyTag ATTACH_FILENAME = PropertyTag.of(0x3704001F);
    public static final PropertyTag ATTACH_METHOD = PropertyTag.of(0x37050003);
    public static final PropertyTag ATTACH_LONG_FILENAME = PropertyTag.of(0x3707001F);
    public static final PropertyTag RENDERING_POSITION = PropertyTag.of(0x370B0003);
    public static final PropertyTag ATTACH_MIME_TAG = PropertyTag.of(0x370E001F);
    public static final PropertyTag SMTP_ADDRESS = PropertyTag.of(0x39FE001F);
    public static final PropertyTag INTERNET_CODEPAGE = PropertyTag.of(0x3FDE0003);
    public static final PropertyTag SENDER_SMTP_ADDRESS = PropertyTag.of(0x5D01001F);
    public static final PropertyTag SENT_REPRESENTING_SMTP_ADDRESS = PropertyTag.of(0x5D02001F);
    public static final PropertyTag FOLDER_ID = PropertyTag.of(0x67480014);
    public static final PropertyTag MID = PropertyTag.of(0x674A0014);
    public static final PropertyTag INST_ID = PropertyTag.of(0x674D0014);
    public static final PropertyTag VOICE_MESSAGE_DURATION = PropertyTag.of(0x68010003);
    public static final PropertyTag SENDER_TELEPHONE_NUMBER = PropertyTag.of(0x6802001F);
    public static final PropertyTag VOICE_MESSAGE_SENDER_NAME = PropertyTag.of(0x6803001F);
    public static final PropertyTag FAX_NUMBER_OF_PAGES = PropertyTag.of(0x68040003);
    public static final PropertyTag VOICE_MESSAGE_ATTACHMENT_ORDER = PropertyTag.of(0x6805001F);
    public static final PropertyTag CALL_ID = PropertyTag.of(0x6806001F);
    public static final PropertyTag ROAMING_DATATYPES = PropertyTag.of(0x7C060003);
    public static final PropertyTag ROAMING_DICTIONARY = PropertyTag.of(0x7C070102);

    private PidTag() {
    }
}
