package org.voxpost.mailbox.wire.mapihttp;

import java.util.Map;
import java.util.TreeMap;

/**
 * A response body without its meta-tags ([MS-OXCMAPIHTTP] 2.2.7).
 *
 * @param headers the additional headers behind DONE; names compare without case
 * @param body what follows the empty line
 */
public record MapiHttpAnswer(Map<String, String> headers, byte[] body) {
    static final String RESPONSE_CODE = "X-ResponseCode";

    public MapiHttpAnswer {
        var copy = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = java.util.Collections.unmodifiableMap(copy);
    }

    /**
     * The response code that holds: a late one behind DONE overrides the one of the HTTP header.
     *
     * @param ofHttp X-ResponseCode of the HTTP header
     */
    public int code(int ofHttp) {
        String late = headers.get(RESPONSE_CODE);
        return late == null ? ofHttp : number(late);
    }

    /** A response code as text; what is no number counts as {@link ResponseCode#UNKNOWN_FAILURE}. */
    static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException notANumber) {
            return ResponseCode.UNKNOWN_FAILURE.number();
        }
    }
}
