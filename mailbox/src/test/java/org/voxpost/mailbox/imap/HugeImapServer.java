package org.voxpost.mailbox.imap;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An Inbox that is only as large as its answers: message n has UID n and is a voice message if n is a multiple of 100. */
final class HugeImapServer implements AutoCloseable {
    static final int VOICE_EACH = 100;
    private static final String OTHER_FIELDS = "Subject: Minutes of the meeting of the committee for the meeting\r\n"
            + "From: Somebody With A Name <somebody@corp.example>\r\nDate: Sun, 1 Mar 2026 09:15:00 +0000\r\n";
    private static final String VOICE_FIELDS = "Content-Class: voice-ca\r\nX-VoiceMessageDuration: 14\r\n"
            + "X-CallingTelephoneNumber: +4655512345\r\n";

    private final int messages;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final ServerSocket listener;

    HugeImapServer(int messages) {
        this.messages = messages;
        try {
            listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(() -> {
            try (Socket socket = listener.accept()) {
                serve(socket);
            } catch (IOException gone) {
                commands.add("gone: " + gone);
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What was asked, without tags. */
    List<String> commands() {
        return commands;
    }

    private void serve(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        try (var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
            say(out, "* OK ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 4);
                commands.add(line.substring(words[0].length() + 1));
                switch (words[1]) {
                    case "CAPABILITY" -> say(out, "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR");
                    case "EXAMINE" -> say(out, "* " + messages + " EXISTS\r\n* OK [UIDVALIDITY 1] fine");
                    case "FETCH" -> fetch(out, words[2].split(":", 2));
                    default -> say(out, "* OK " + words[1]);
                }
                say(out, words[0] + " OK done");
            }
        }
    }

    private static void fetch(OutputStream out, String[] range) throws IOException {
        for (int n = Integer.parseInt(range[0]); n <= Integer.parseInt(range[range.length - 1]); n++) {
            String fields = OTHER_FIELDS + (n % VOICE_EACH == 0 ? VOICE_FIELDS : "") + "\r\n";
            out.write(("* " + n + " FETCH (UID " + n
                    + " FLAGS () INTERNALDATE \"01-Mar-2026 09:15:00 +0000\" RFC822.SIZE 4000 BODY[HEADER.FIELDS (SUBJECT)]<0> {"
                    + fields.length() + "}\r\n" + fields + ")\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
