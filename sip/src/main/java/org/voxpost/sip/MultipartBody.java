package org.voxpost.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** SDP inside a multipart body (RFC 5621): offers that come with a second description or with data for others. Pure. */
public final class MultipartBody {
    private static final int MOST_PARTS = 16;

    private MultipartBody() {
    }

    /**
     * The session description: of several the last, which is the preferred of alternatives (RFC 2046, 5.1.4), but not one
     * that is marked as a fallback for old Microsoft proxies.
     */
    public static Optional<String> sdp(String boundary, String body) {
        List<String> found = new ArrayList<>();
        String[] parts = ("\r\n" + body).split("\r?\n--" + java.util.regex.Pattern.quote(boundary), MOST_PARTS + 1);
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].replaceFirst("^[ \\t]*\r?\n", "");
            int blank = part.startsWith("\r\n") || part.startsWith("\n") ? 0 : blank(part);
            String head = part.substring(0, Math.max(blank, 0)).toLowerCase(Locale.ROOT);
            if (head.matches("(?s).*content-type\\s*:\\s*application/sdp.*")
                    && !head.contains("ms-proxy-2007fallback")) {
                found.add(part.substring(blank).replaceFirst("^\r?\n\r?\n", "") + "\r\n");
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    private static int blank(String part) {
        int crlf = part.indexOf("\r\n\r\n");
        int lf = part.indexOf("\n\n");
        return crlf < 0 || lf >= 0 && lf < crlf ? lf : crlf;
    }
}
