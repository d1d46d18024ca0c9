package org.voxpost.service.routing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.SmtpAddress;

/**
 * One person as bytes: the texts an index is built from, each as a 16-bit length and UTF-8; then the telephones, each a
 * byte for its kind and a text; then the voicemail addresses. Counts are 16 bits, all numbers big-endian. Pure.
 */
final class PersonRecord {
    private static final int MOST = 0xffff;

    private PersonRecord() {
    }

    static byte[] write(DirectoryPerson person) {
        var bytes = new ByteArrayOutputStream(200);
        try (var out = new DataOutputStream(bytes)) {
            text(out, person.distinguishedName());
            text(out, person.displayName());
            text(out, person.address().map(SmtpAddress::value).orElse(""));
            List<Phone> phones = first(person.phones());
            out.writeShort(phones.size());
            for (Phone phone : phones) {
                out.writeByte(phone.kind().ordinal());
                text(out, phone.text());
            }
            List<String> voicemail = person.proxyAddresses().isEmpty()
                    ? List.of()
                    : first(person.proxyAddresses().stream().filter(VoicemailAddress::isOne).toList());
            out.writeShort(voicemail.size());
            for (String address : voicemail) {
                text(out, address);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static <T> List<T> first(List<T> all) {
        return all.size() <= MOST ? all : all.subList(0, MOST);
    }

    /** @throws IOException if these are not the bytes of a person */
    static DirectoryPerson read(byte[] body) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(body))) {
            String id = text(in);
            String name = text(in);
            String address = text(in);
            var phones = new ArrayList<Phone>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                int kind = in.readUnsignedByte();
                if (kind >= Kind.values().length) {
                    throw new IOException("there is no telephone of kind " + kind);
                }
                phones.add(new Phone(Kind.values()[kind], text(in)));
            }
            var proxies = new ArrayList<String>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                proxies.add(text(in));
            }
            Optional<SmtpAddress> mail = address.isEmpty() ? Optional.empty() : Optional.of(new SmtpAddress(address));
            return new DirectoryPerson(id, name, mail, "", "", "", "", "", phones, proxies);
        } catch (IllegalArgumentException e) {
            throw new IOException("a person cannot be read: " + e.getMessage(), e);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, MOST);
        out.writeShort(length);
        out.write(utf8, 0, length);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] utf8 = new byte[in.readUnsignedShort()];
        in.readFully(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
