package org.voxpost.sip;

/**
 * One SIP header field as it stood in the message, compact names expanded ({@code f} is {@code From}).
 *
 * @param name field name; compared without case
 * @param value field value, unfolded, without surrounding blanks
 */
public record HeaderLine(String name, String value) {
    public boolean named(String other) {
        return name.equalsIgnoreCase(other);
    }
}
