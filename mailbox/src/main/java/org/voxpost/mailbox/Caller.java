package org.voxpost.mailbox;

import java.util.Optional;

/**
 * Who called, as the item tells it. Text is clean when it gets here.
 *
 * @param number E.164 with {@code +}, an extension, or a {@code sip:} URI; empty if withheld
 * @param callerIdName the name the telephone network gave ({@code PidTagVoiceMessageSenderName}); empty if none
 * @param person the address-book person the call is vouched to come from; empty: the system is the sender and number
 *            and name are only text
 */
public record Caller(String number, String callerIdName, Optional<Person> person) {

    /** Somebody who can be answered by mail. */
    public record Person(String displayName, SmtpAddress address) {
    }

    /**
     * Who called, from what an item says: its sender is a person unless it is the system, which carries the caller's
     * number or name as its own.
     *
     * @param callerIdName {@code PidTagVoiceMessageSenderName}; empty if absent
     * @param fromName display name of the sender; empty if absent
     * @param fromAddress of the sender, in whatever form the server has it
     */
    public static Caller of(String number, String callerIdName, String fromName, String fromAddress) {
        boolean system = fromName.isBlank() || fromName.equals(number) || fromName.equals(callerIdName);
        try {
            return new Caller(number, callerIdName, system || fromAddress.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Person(fromName, new SmtpAddress(fromAddress))));
        } catch (IllegalArgumentException noSmtpAddress) {
            return new Caller(number, callerIdName.isEmpty() ? fromName : callerIdName, Optional.empty());
        }
    }

    /** What to call him: the person's name, else the network's, else the number, else empty. */
    public String label() {
        return person.map(Person::displayName)
                .orElseGet(() -> callerIdName.isEmpty() ? number : callerIdName);
    }
}
