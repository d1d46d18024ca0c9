package org.voxpost.lab.store;

/** Property tags ([MS-OXPROPS]) that the store or more than one front end knows. */
public final class Tags {
    public static final int MESSAGE_CLASS = 0x001A_001F;
    public static final int IMPORTANCE = 0x0017_0003;
    public static final int SENSITIVITY = 0x0036_0003;
    public static final int SUBJECT = 0x0037_001F;
    public static final int CLIENT_SUBMIT_TIME = 0x0039_0040;
    public static final int SENT_REPRESENTING_NAME = 0x0042_001F;
    public static final int SENT_REPRESENTING_ADDRESS_TYPE = 0x0064_001F;
    public static final int SENT_REPRESENTING_EMAIL_ADDRESS = 0x0065_001F;
    public static final int CONVERSATION_TOPIC = 0x0070_001F;
    public static final int CONVERSATION_INDEX = 0x0071_0102;
    public static final int TRANSPORT_MESSAGE_HEADERS = 0x007D_001F;
    public static final int RECIPIENT_TYPE = 0x0C15_0003;
    public static final int SENDER_NAME = 0x0C1A_001F;
    public static final int SENDER_ADDRESS_TYPE = 0x0C1E_001F;
    public static final int SENDER_EMAIL_ADDRESS = 0x0C1F_001F;
    public static final int DISPLAY_BCC = 0x0E02_001F;
    public static final int DISPLAY_CC = 0x0E03_001F;
    public static final int DISPLAY_TO = 0x0E04_001F;
    public static final int MESSAGE_DELIVERY_TIME = 0x0E06_0040;
    public static final int MESSAGE_FLAGS = 0x0E07_0003;
    public static final int MESSAGE_SIZE = 0x0E08_0003;
    public static final int HAS_ATTACHMENTS = 0x0E1B_000B;
    public static final int NORMALIZED_SUBJECT = 0x0E1D_001F;
    public static final int ATTACH_SIZE = 0x0E20_0003;
    public static final int ATTACH_NUMBER = 0x0E21_0003;
    public static final int INTERNET_ARTICLE_NUMBER = 0x0E23_0003;
    public static final int BODY = 0x1000_001F;
    public static final int HTML = 0x1013_0102;
    public static final int INTERNET_MESSAGE_ID = 0x1035_001F;
    public static final int IN_REPLY_TO = 0x1042_001F;
    public static final int REFERENCES = 0x1039_001F;
    public static final int DISPLAY_NAME = 0x3001_001F;
    public static final int ADDRESS_TYPE = 0x3002_001F;
    public static final int EMAIL_ADDRESS = 0x3003_001F;
    public static final int CREATION_TIME = 0x3007_0040;
    public static final int LAST_MODIFICATION_TIME = 0x3008_0040;
    public static final int SEARCH_KEY = 0x300B_0102;
    public static final int CONTAINER_CLASS = 0x3613_001F;
    public static final int ATTACH_DATA = 0x3701_0102;
    public static final int ATTACH_EXTENSION = 0x3703_001F;
    public static final int ATTACH_FILENAME = 0x3704_001F;
    public static final int ATTACH_METHOD = 0x3705_0003;
    public static final int ATTACH_LONG_FILENAME = 0x3707_001F;
    public static final int RENDERING_POSITION = 0x370B_0003;
    public static final int ATTACH_MIME_TAG = 0x370E_001F;
    public static final int ATTACH_CONTENT_ID = 0x3712_001F;
    public static final int ATTACH_FLAGS = 0x3714_0003;
    public static final int INTERNET_CODEPAGE = 0x3FDE_0003;
    public static final int OBJECT_TYPE = 0x0FFE_0003;
    public static final int DISPLAY_TYPE = 0x3900_0003;
    public static final int SMTP_ADDRESS = 0x39FE_001F;
    public static final int ACCOUNT = 0x3A00_001F;
    public static final int GIVEN_NAME = 0x3A06_001F;
    public static final int SURNAME = 0x3A11_001F;
    public static final int BUSINESS_TELEPHONE = 0x3A08_001F;
    public static final int HOME_TELEPHONE = 0x3A09_001F;
    public static final int COMPANY_NAME = 0x3A16_001F;
    public static final int TITLE = 0x3A17_001F;
    public static final int DEPARTMENT_NAME = 0x3A18_001F;
    public static final int OFFICE_LOCATION = 0x3A19_001F;
    public static final int PRIMARY_TELEPHONE = 0x3A1A_001F;
    public static final int BUSINESS2_TELEPHONE = 0x3A1B_001F;
    public static final int MOBILE_TELEPHONE = 0x3A1C_001F;
    public static final int PROXY_ADDRESSES = 0x800F_101F;
    public static final int SENDER_SMTP_ADDRESS = 0x5D01_001F;
    public static final int SENT_REPRESENTING_SMTP_ADDRESS = 0x5D02_001F;
    public static final int VOICE_MESSAGE_DURATION = 0x6801_0003;
    public static final int SENDER_TELEPHONE_NUMBER = 0x6802_001F;
    public static final int VOICE_MESSAGE_SENDER_NAME = 0x6803_001F;
    public static final int VOICE_MESSAGE_ATTACHMENT_ORDER = 0x6805_001F;
    public static final int CALL_ID = 0x6806_001F;
    public static final int ROAMING_DICTIONARY = 0x7C07_0102;

    /** Bits of {@link #MESSAGE_FLAGS} ([MS-OXCMSG] 2.2.1.6). */
    public static final int MF_READ = 0x1;
    public static final int MF_UNMODIFIED = 0x2;
    public static final int MF_UNSENT = 0x8;
    public static final int MF_HAS_ATTACH = 0x10;
    public static final int MF_ASSOCIATED = 0x40;

    private Tags() {
    }
}
