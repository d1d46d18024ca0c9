package org.voxpost.mailbox.wire.umws;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import org.voxpost.mailbox.wire.soap.Soap;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** A request ([MS-OXWUMS] 3.1.4): one element named after the operation, its parameters as children. */
public sealed interface UmwsRequest {

    /** Is the caller's mailbox enabled for unified messaging? */
    record IsUmEnabled() implements UmwsRequest {
    }

    /** What are his settings? */
    record GetUmProperties() implements UmwsRequest {
    }

    /** @param status true: the out-of-office greeting is played */
    record SetOofStatus(boolean status) implements UmwsRequest {
    }

    /** @param dialString the number that play on phone dials when none is given */
    record SetPlayOnPhoneDialString(String dialString) implements UmwsRequest {
    }

    /** @param base64FolderId entry id of the folder that voice access reads */
    record SetTelephoneAccessFolderEmail(String base64FolderId) implements UmwsRequest {
    }

    /** @param status true: missed calls are told by mail */
    record SetMissedCallNotificationEnabled(boolean status) implements UmwsRequest {
    }

    /** A new PIN, mailed to its owner. */
    record ResetPin() implements UmwsRequest {
    }

    /** @param entryId of the item to play */
    record PlayOnPhone(String entryId, String dialString) implements UmwsRequest {
    }

    /** Plays and records a greeting. */
    record PlayOnPhoneGreeting(UmwsGreeting greetingType, String dialString) implements UmwsRequest {
    }

    /** @param callId the handle that PlayOnPhone gave */
    record GetCallInfo(String callId) implements UmwsRequest {
    }

    /** @param callId the handle that PlayOnPhone gave */
    record Disconnect(String callId) implements UmwsRequest {
    }

    /** As in the element's name and, behind the messages namespace and a slash, in SOAPAction. */
    default String operation() {
        return switch (this) {
            case IsUmEnabled any -> "IsUMEnabled";
            case GetUmProperties any -> "GetUMProperties";
            case SetOofStatus any -> "SetOofStatus";
            case SetPlayOnPhoneDialString any -> "SetPlayOnPhoneDialString";
            case SetTelephoneAccessFolderEmail any -> "SetTelephoneAccessFolderEmail";
            case SetMissedCallNotificationEnabled any -> "SetMissedCallNotificationEnabled";
            case ResetPin any -> "ResetPIN";
            case PlayOnPhone any -> "PlayOnPhone";
            case PlayOnPhoneGreeting any -> "PlayOnPhoneGreeting";
            case GetCallInfo any -> "GetCallInfo";
            case Disconnect any -> "Disconnect";
        };
    }

    /** Writes the body's element. */
    default void write(XmlWriter out) throws IOException {
        out.start(operation()).attribute("xmlns", Soap.MESSAGES);
        switch (this) {
            case SetOofStatus r -> out.element("status", Boolean.toString(r.status()));
            case SetMissedCallNotificationEnabled r -> out.element("status", Boolean.toString(r.status()));
            case SetPlayOnPhoneDialString r -> out.element("dialString", r.dialString());
            case SetTelephoneAccessFolderEmail r -> out.element("base64FolderID", r.base64FolderId());
            case PlayOnPhone r -> out.element("entryId", r.entryId()).element("DialString", r.dialString());
            case PlayOnPhoneGreeting r -> out.element("GreetingType", r.greetingType().wireName())
                    .element("DialString", r.dialString());
            case GetCallInfo r -> out.element("CallId", r.callId());
            case Disconnect r -> out.element("CallId", r.callId());
            case IsUmEnabled r -> {
            }
            case GetUmProperties r -> {
            }
            case ResetPin r -> {
            }
        }
        out.end();
    }

    /**
     * Reads the body's element that the reader stands on. A parameter that is not there is empty; names are matched
     * without case, because published samples differ.
     *
     * @throws XmlException if it is none of the operations, or a parameter is not what it should be
     */
    static UmwsRequest read(XmlReader in) throws IOException {
        if (!in.namespace().equals(Soap.MESSAGES)) {
            throw new XmlException("the request's namespace is '" + in.namespace() + "', not that of messages");
        }
        String operation = in.name();
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        while (in.nextChild()) {
            String name = in.name();
            parameters.put(name, in.text().strip());
        }
        return of(operation, new Parameters(parameters));
    }

    private static UmwsRequest of(String operation, Parameters given) throws XmlException {
        return switch (operation) {
            case "IsUMEnabled" -> new IsUmEnabled();
            case "GetUMProperties" -> new GetUmProperties();
            case "SetOofStatus" -> new SetOofStatus(given.flag("status"));
            case "SetPlayOnPhoneDialString" -> new SetPlayOnPhoneDialString(given.text("dialString"));
            case "SetTelephoneAccessFolderEmail" -> new SetTelephoneAccessFolderEmail(given.text("base64FolderID"));
            case "SetMissedCallNotificationEnabled" -> new SetMissedCallNotificationEnabled(given.flag("status"));
            case "ResetPIN" -> new ResetPin();
            case "PlayOnPhone" -> new PlayOnPhone(given.text("entryId"), given.text("DialString"));
            case "PlayOnPhoneGreeting" -> new PlayOnPhoneGreeting(UmwsGreeting.of(given.text("GreetingType")),
                    given.text("DialString"));
            case "GetCallInfo" -> new GetCallInfo(given.text("CallId"));
            case "Disconnect" -> new Disconnect(given.text("CallId"));
            default -> throw new XmlException("no operation " + operation);
        };
    }
}
