package org.voxpost.mailbox.webdav;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.http.CookieJar;
import org.voxpost.mailbox.http.HttpAnswer;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.http.HttpEndpoint;
import org.voxpost.mailbox.http.HttpFailure;
import org.voxpost.mailbox.http.HttpRequest;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** Sends WebDAV requests and signs in by a form where that is asked for. Safe for use by many threads. */
final class DavClient implements AutoCloseable {
    private static final int LOGIN_TIMEOUT = 440;
    private static final int FOUND = 302;
    private static final int SHOWN = 120;
    /** What servers and their filters say to methods they do not take. */
    private static final Set<Integer> NOT_TAKEN = Set.of(400, 404, 405, 501);
    private static final String XML = "text/xml; charset=\"utf-8\"";

    /** Writes an XML body. */
    @FunctionalInterface
    interface Body {
        void write(XmlWriter out) throws IOException;
    }

    /** Reads an answer whose status is {@code status}. */
    @FunctionalInterface
    interface Reader<T> {
        T read(int status, HttpAnswer answer) throws IOException;
    }

    private final WebDavSettings settings;
    private final HttpEndpoint endpoint;
    private final CookieJar cookies = new CookieJar();

    DavClient(WebDavSettings settings) {
        this.settings = settings;
        this.endpoint = new HttpEndpoint(settings.http());
    }

    String peer() {
        return settings.base().getHost();
    }

    HttpRequest request(String method, URI uri) {
        return HttpRequest.of(method, uri).within(settings.deadline()).withCookies(cookies).with("Translate", "f");
    }

    static HttpBody xml(Body body) {
        var bytes = new ByteArrayOutputStream();
        try {
            var out = new XmlWriter(bytes);
            body.write(out);
            out.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HttpBody.of(XML, bytes.toByteArray());
    }

    /** For a request that may be sent twice. */
    <T> T send(String operation, HttpRequest request, Reader<T> reader) {
        return send(operation, request, reader, true);
    }

    /** For a method that not every server takes, or not in this form: empty if this one does not. */
    <T> Optional<T> sendIfTaken(String operation, HttpRequest request, Reader<T> reader) {
        return exchange(operation, request, answer -> NOT_TAKEN.contains(answer.status())
                ? Optional.empty()
                : Optional.of(read(operation, answer, reader)), true);
    }

    /** @param repeatable false: a lost answer is {@link MailboxException.OutcomeUnknown} */
    <T> T send(String operation, HttpRequest request, Reader<T> reader, boolean repeatable) {
        return exchange(operation, request, answer -> read(operation, answer, reader), repeatable);
    }

    private <T> T exchange(String operation, HttpRequest request, HttpAnswer.Reader<T> reader, boolean repeatable) {
        try {
            Optional<T> answered = endpoint.exchange(request, answer -> isLogonAsked(answer)
                    ? Optional.<T>empty()
                    : Optional.of(reader.read(answer)));
            if (answered.isPresent()) {
                return answered.get();
            }
            logOn(operation);
            return endpoint.exchange(request, answer -> {
                if (isLogonAsked(answer)) {
                    throw new MailboxException.AccountRejected(operation, peer(), "asks to log on again, at once");
                }
                return reader.read(answer);
            });
        } catch (HttpFailure e) {
            throw repeatable ? e.whenRepeatable(operation) : e.whenNotRepeatable(operation);
        }
    }

    private <T> T read(String operation, HttpAnswer answer, Reader<T> reader) throws IOException {
        int status = answer.status();
        switch (status) {
            case 401 -> throw new MailboxException.AccountRejected(operation, peer(), "HTTP 401");
            case 403 -> throw new MailboxException.AccountRejected(operation, peer(), "HTTP 403 " + shown(answer));
            case 413 -> throw new MailboxException.MessageTooLarge(operation, peer(), "HTTP 413", 0);
            case 507 -> throw new MailboxException.MailboxFull(operation, peer(), "HTTP 507");
            case 404 -> {
                return reader.read(status, answer);
            }
            default -> {
                if (status < 200 || status > 299) {
                    throw unavailable(operation, "HTTP " + status + " " + shown(answer));
                }
                try {
                    return reader.read(status, answer);
                } catch (XmlException e) {
                    throw unavailable(operation, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static String shown(HttpAnswer answer) throws IOException {
        return answer.mediaType().startsWith("text/plain") ? answer.text(SHOWN).replaceAll("\\s+", " ") : "";
    }

    MailboxException.Unavailable unavailable(String operation, String what) {
        return new MailboxException.Unavailable(operation, peer(), what);
    }

    /** 440 Login Timeout, or a redirect to the form. */
    private boolean isLogonAsked(HttpAnswer answer) {
        String to = answer.field("Location").orElse("");
        return answer.status() == LOGIN_TIMEOUT || answer.status() == FOUND && isLogonPage(to);
    }

    private static boolean isLogonPage(String location) {
        return location.contains("owalogon") || location.contains("auth/logon");
    }

    private synchronized void logOn(String operation) {
        WebDavSettings.Forms forms = settings.forms().orElseThrow(
                () -> new MailboxException.AccountRejected(operation, peer(),
                        "signs in by a form; none is configured"));
        cookies.clear();
        String form = "destination=" + encoded(settings.base().toString()) + "&flags=4&forcedownlevel=0&trusted=4"
                + "&username=" + encoded(forms.account().user()) + "&password="
                + encoded(forms.account().password().reveal()) + "&SubmitCreds=Log+On&isUtf8=1";
        HttpRequest post = HttpRequest.post(forms.logon(), HttpBody.of("application/x-www-form-urlencoded", form))
                .within(settings.deadline()).withCookies(cookies);
        boolean in = endpoint.exchange(post, answer -> answer.status() == FOUND
                && !isLogonPage(answer.field("Location").orElse("")) && !answer.fields("Set-Cookie").isEmpty());
        if (!in) {
            throw new MailboxException.AccountRejected("log-on form", peer(), "the form was not accepted");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
