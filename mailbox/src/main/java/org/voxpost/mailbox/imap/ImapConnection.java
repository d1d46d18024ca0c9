package org.voxpost.mailbox.imap;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.CopyUID;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.eclipse.angus.mail.util.MailLogger;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;
import org.voxpost.mailbox.mail.TlsSockets;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ntlm.NtlmCredentials;
import org.voxpost.mailbox.wire.ntlm.NtlmFlags;
import org.voxpost.mailbox.wire.ntlm.NtlmInitiator;

/** One connection, signed in: commands by UID (RFC 3501, 6.4.8). One thread at a time. */
final class ImapConnection extends IMAPProtocol implements AutoCloseable {
    private static final MailLogger SILENT = new MailLogger("org.voxpost.mailbox.imap", "IMAP", false,
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    /** Bytes of memory for all responses to one command: 3,500 headers of 16 KB, the longest that is asked for. */
    private static final long MOST_OF_A_COMMAND = 64L << 20;
    private static final int OBJECTS = 128; // bytes beside a response's own

    private final MailEndpoint endpoint;
    private final LastTls tls;
    private long held; // by responses since the last command; no initial values: the first response comes before them
    private @Nullable BoundedAnswer answer;

    private ImapConnection(MailEndpoint endpoint, LastTls tls) throws IOException, ProtocolException {
        super("imap", endpoint.host(), endpoint.port(),
                endpoint.properties("imap", new TlsSockets(endpoint.tls(), plain -> {
                }, tls)),
                endpoint.security() == MailSecurity.TLS, SILENT);
        this.endpoint = endpoint;
        this.tls = tls;
    }

    /** Connects, encrypts and signs in. */
    static ImapConnection open(MailEndpoint endpoint, SmtpAddress owner) throws IOException, ProtocolException {
        var connection = new ImapConnection(endpoint, new LastTls());
        try {
            connection.begin(owner);
            return connection;
        } catch (ProtocolException | RuntimeException e) {
            connection.disconnect();
            throw e;
        }
    }

    private void begin(SmtpAddress owner) throws ProtocolException {
        if (endpoint.security() == MailSecurity.STARTTLS) {
            if (!hasCapability("STARTTLS")) {
                throw new ImapUnusable("the server offers no STARTTLS");
            }
            startTLS();
            capability();
        }
        if (!isAuthenticated()) {
            signIn(endpoint.user(owner));
            capability(); // there are more after it, for example MOVE
        }
        if (hasCapability("UTF8=ACCEPT")) {
            enable("UTF8=ACCEPT");
        }
    }

    private void signIn(String user) throws ProtocolException {
        switch (endpoint.account()) {
            case Account.Bearer b -> authoauth2(user, endpoint.secret());
            case Account.Password p -> {
                switch (p.scheme()) {
                    case NTLM -> ntlm(p);
                    case BASIC -> password(user);
                }
            }
            case Account.Anonymous a -> password(user);
            case Account.Kerberos k -> password(user);
        }
    }

    private void password(String user) throws ProtocolException {
        if (hasCapability("AUTH=PLAIN")) {
            authplain("", user, endpoint.secret());
        } else if (!hasCapability("LOGINDISABLED")) {
            login(user, endpoint.secret());
        } else if (hasCapability("AUTH=LOGIN")) {
            authlogin(user, endpoint.secret());
        } else {
            throw new ImapUnusable("the server takes no password on this connection (LOGINDISABLED)");
        }
    }

    /** [MS-OXIMAP4] 2.2.1. NTLM signs in as the account itself; it cannot name another mailbox. */
    private void ntlm(Account.Password account) throws ProtocolException {
        if (!hasCapability("AUTH=NTLM")) {
            throw new ImapUnusable("the server offers no NTLM");
        }
        var ntlm = new NtlmInitiator(NtlmCredentials.of(account.user(), account.password().reveal()),
                NtlmFlags.FOR_HTTP, new SecureRandom(), InstantSource.system());
        try {
            String tag = writeCommand("AUTHENTICATE NTLM", null);
            continuation(tag);
            line(ntlm.negotiate());
            byte[] challenge = Base64.getMimeDecoder().decode(continuation(tag).getRest());
            line(ntlm.authenticate(challenge, tls.binding(), "imap/" + endpoint.host()));
            Response end = readResponse();
            while (!end.isTagged() && !end.isBYE()) {
                end = readResponse();
            }
            handleLoginResult(end);
        } catch (WireException e) {
            throw new ImapUnusable("the server's NTLM challenge is none: " + e.getMessage());
        } catch (IOException e) {
            throw new ConnectionException(this, Response.byeResponse(e));
        }
    }

    private Response continuation(String tag) throws IOException, ProtocolException {
        while (true) {
            Response next = readResponse();
            if (next.isContinuation()) {
                return next;
            }
            if (next.isBYE() || next.isTagged() && tag.equals(next.getTag())) {
                handleResult(next);
                throw new ImapUnusable("NTLM ended early: " + next.getRest());
            }
        }
    }

    private void line(byte[] message) throws IOException {
        OutputStream out = getOutputStream();
        out.write((Base64.getEncoder().encodeToString(message) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public String writeCommand(String command, @Nullable Argument arguments)
            throws IOException, ProtocolException {
        held = 0;
        return super.writeCommand(command, arguments);
    }

    @Override
    protected ByteArray getResponseBuffer() {
        answer = new BoundedAnswer();
        return answer;
    }

    /**
     * What is too long, too much, or not to be understood ends the connection: the parser of Angus Mail fails at broken
     * responses as it happens to.
     */
    @Override
    public Response readResponse() throws IOException, ProtocolException {
        try {
            Response response = super.readResponse();
            held += (answer == null ? 0 : answer.getBytes().length) + OBJECTS;
            if (held > MOST_OF_A_COMMAND) {
                throw new BoundedAnswer.TooLong(
                        "more than " + MOST_OF_A_COMMAND + " bytes of responses to one command");
            }
            return response;
        } catch (StackOverflowError nested) {
            throw new IOException("a response is nested too deeply", nested);
        } catch (RuntimeException broken) {
            throw new IOException("unusable response: " + broken.getMessage(), broken);
        }
    }

    /** FETCH of what {@code set} names, by UID or by sequence number. */
    List<FetchResponse> fetch(boolean byUid, String set, String items) throws ProtocolException {
        List<FetchResponse> found = new ArrayList<>();
        for (Response one : done((byUid ? "UID FETCH " : "FETCH ") + set + " (" + items + ")", null)) {
            if (one instanceof FetchResponse fetched) {
                found.add(fetched);
            }
        }
        return found;
    }

    /** UIDs in rising order; {@code criteria} in ASCII. */
    List<Long> search(String criteria) throws ProtocolException {
        List<Long> uids = new ArrayList<>();
        for (Response one : done("UID SEARCH " + criteria, null)) {
            if (one instanceof IMAPResponse answer && answer.keyEquals("SEARCH")) {
                var numbers = new StringTokenizer(answer.getRest());
                while (numbers.hasMoreTokens()) {
                    uids.add(Long.valueOf(numbers.nextToken()));
                }
            }
        }
        uids.sort(null);
        return uids;
    }

    void flag(long uid, String flag, boolean set) throws ProtocolException {
        done("UID STORE " + uid + (set ? " +" : " -") + "FLAGS.SILENT (" + flag + ")", null);
    }

    /**
     * Moves one message by MOVE, or by COPY and EXPUNGE; where the server has neither MOVE nor UIDPLUS, it stays behind
     * marked as deleted, because EXPUNGE would take other programs' messages with it.
     *
     * @return what it is called there, if the server says so
     */
    Optional<CopyUID> moveTo(String folder, long uid) throws ProtocolException {
        var target = new Argument();
        target.writeAtom(String.valueOf(uid));
        writeMailboxName(target, folder);
        if (hasCapability("MOVE")) {
            return Optional.ofNullable(getCopyUID(done("UID MOVE", target)));
        }
        Optional<CopyUID> copied = Optional.ofNullable(getCopyUID(done("UID COPY", target)));
        remove(uid);
        return copied;
    }

    void remove(long uid) throws ProtocolException {
        flag(uid, "\\Deleted", true);
        if (hasCapability("UIDPLUS")) {
            done("UID EXPUNGE " + uid, null);
        }
    }

    private Response[] done(String command, @Nullable Argument arguments)
            throws ProtocolException {
        Response[] answers = command(command, arguments);
        notifyResponseHandlers(answers);
        handleResult(answers[answers.length - 1]);
        return answers;
    }

    /** EXAMINE: nothing changes by looking. */
    MailboxInfo look(String folder) throws ProtocolException {
        return examine(folder);
    }

    @Override
    public void close() {
        disconnect();
    }
}
