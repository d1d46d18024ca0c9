package org.voxpost.sip.jain;

import org.jspecify.annotations.Nullable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.Map;
import gov.nist.javax.sip.parser.ParserFactory;
import gov.nist.javax.sip.message.SIPDuplicateHeaderException;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.AddressFactory;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.MultipartBody;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** Reads and builds messages: our types on one side, the stack's on the other. Safe for use by several threads. */
final class Messages {
    static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO, PRACK, SUBSCRIBE, NOTIFY";
    static final String SDP = "application/sdp";
    static final HeaderFactory HEADERS = new HeaderFactoryImpl();
    static final AddressFactory ADDRESSES = new AddressFactoryImpl();
    static final MessageFactory MESSAGES = new MessageFactoryImpl();
    private static final Map<String, SIPHeader> CONSTANT = new ConcurrentHashMap<>();
    private final String userAgent;

    Messages(String userAgent) {
        this.userAgent = userAgent;
    }

    /** A response with our To tag, Server and nothing else. */
    Response response(Request request, SipStatus status, String toTag) {
        try {
            Response response = MESSAGES.createResponse(status.code(), request);
            response.setReasonPhrase(status.reason());
            if (response.getHeader(ToHeader.NAME) instanceof ToHeader to && to.getTag() == null && !toTag.isEmpty()
                    && status.code() > 100) {
                to.setTag(toTag);
            }
            addConstant(response, "Server", userAgent);
            return response;
        } catch (ParseException wrong) {
            throw new SipException(status.code() + " to " + request.getMethod() + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Adds a header line; nothing if the value is empty. Line breaks in the value become blanks. */
    static void add(Message message, String name, String value) {
        if (!value.isEmpty() && message instanceof SIPMessage sip) {
            boolean broken = value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0;
            sip.addHeader(name + ": " + (broken ? value.replaceAll("[\\r\\n]+", " ") : value));
        }
    }

    /** As {@link #add}, for one of few values, whose header is parsed once only: parsing costs more than a copy. */
    static void addConstant(Message message, String name, String value) {
        String line = name + ": " + value;
        SIPHeader known = CONSTANT.get(line);
        if (known == null) {
            known = parsed(line);
            if (known == null) {
                add(message, name, value);
                return;
            }
            CONSTANT.put(line, known);
        }
        if (message instanceof SIPMessage sip && known.clone() instanceof SIPHeader copy) {
            try {
                sip.attachHeader(copy, false);
            } catch (SIPDuplicateHeaderException twice) {
                throw new SipException(name + " is there already", twice);
            }
        }
    }

    static @Nullable SIPHeader parsed(String line) {
        try {
            return ParserFactory.createParser(line + "\n").parse();
        } catch (ParseException odd) {
            return null; // goes out as it is
        }
    }

    void addUserAgent(Request request) {
        add(request, "User-Agent", userAgent);
    }

    static void body(Message message, String type, String text) {
        try {
            int slash = type.indexOf('/');
            ContentTypeHeader contentType = HEADERS.createContentTypeHeader(type.substring(0, slash),
                    type.substring(slash + 1));
            message.setContent(text.getBytes(StandardCharsets.UTF_8), contentType);
        } catch (ParseException wrong) {
            throw new SipException("Body " + type + " cannot be sent: " + wrong.getMessage(), wrong);
        }
    }

    /** The SDP of a message, also inside a multipart body; empty if there is none. */
    static Optional<String> sdp(Message message) {
        byte[] body = message.getRawContent();
        if (body == null || body.length == 0) {
            return Optional.empty();
        }
        String text = new String(body, StandardCharsets.UTF_8);
        String type = contentType(message);
        if (type.startsWith("multipart/")
                && message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader header
                && header.getParameter("boundary") != null) {
            return MultipartBody.sdp(header.getParameter("boundary").replace("\"", ""), text);
        }
        return SDP.equals(type) ? Optional.of(text) : Optional.empty();
    }

    /** type/subtype in lower case; empty if there is none. */
    static String contentType(Message message) {
        return message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                ? (type.getContentType() + "/" + type.getContentSubType()).toLowerCase(Locale.ROOT)
                : "";
    }

    /** All values of the headers of that name. */
    static List<String> values(Message message, String name) {
        List<String> values = new ArrayList<>();
        for (Iterator<?> each = message.getHeaders(name); each.hasNext();) {
            if (each.next() instanceof SIPHeader header) {
                values.add(header.getHeaderValue());
            }
        }
        return values;
    }

    static Optional<String> value(Message message, String name) {
        return values(message, name).stream().findFirst();
    }

    /** Every header line in the order of the message, those that the stack could not read as they stood. */
    static List<HeaderLine> lines(Message message) {
        List<HeaderLine> lines = new ArrayList<>();
        if (message instanceof SIPMessage sip) {
            for (Iterator<SIPHeader> each = sip.getHeaders(); each.hasNext();) {
                SIPHeader header = each.next();
                if (header instanceof SIPHeaderList<?> list) {
                    list.forEach(one -> lines.add(new HeaderLine(one.getHeaderName(), one.getHeaderValue())));
                } else {
                    lines.add(new HeaderLine(header.getHeaderName(), header.getHeaderValue()));
                }
            }
            for (Iterator<String> each = sip.getUnrecognizedHeaders(); each.hasNext();) {
                String line = each.next();
                int colon = line.indexOf(':');
                if (colon > 0) {
                    lines.add(new HeaderLine(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
                }
            }
        }
        return lines;
    }

    /** The Request-URI, taken apart by our own rules; a URI of scheme and text if they cannot. */
    static SipUri requestUri(Request request) {
        String text = request.getRequestURI().toString();
        try {
            return SipUri.parse(text);
        } catch (IllegalArgumentException unreadable) {
            return SipUri.of("", "invalid", 0);
        }
    }

    static String callId(Message message) {
        return message.getHeader("Call-ID") instanceof javax.sip.header.CallIdHeader id ? id.getCallId() : "";
    }

    static String fromTag(Message message) {
        return message.getHeader(FromHeader.NAME) instanceof FromHeader from && from.getTag() != null
                ? from.getTag()
                : "";
    }

    static String toTag(Message message) {
        return message.getHeader(ToHeader.NAME) instanceof ToHeader to && to.getTag() != null ? to.getTag() : "";
    }

    /** Of the transaction it came in; empty if its Via names none. */
    static String branch(Message message) {
        return message.getHeader("Via") instanceof javax.sip.header.ViaHeader via && via.getBranch() != null
                ? via.getBranch()
                : "";
    }

    static long sequence(Message message) {
        return message.getHeader("CSeq") instanceof javax.sip.header.CSeqHeader cseq ? cseq.getSeqNumber() : 0;
    }

    static Header header(String name, String value) {
        try {
            return HEADERS.createHeader(name, value);
        } catch (ParseException wrong) {
            throw new SipException("Header " + name + ": " + wrong.getMessage(), wrong);
        }
    }
}
