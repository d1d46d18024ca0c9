package org.voxpost.sip;

/**
 * A text that lets a regular expression look at it only so many times: a pattern with exponential backtracking ends with
 * {@link Exhausted} instead of holding a thread.
 */
final class PatientText implements CharSequence {
    private static final int PATIENCE = 1_000_000;
    private static final int LONGEST = 4096;
    private final String text;
    private final int[] looks;

    /** Thrown out of the matcher when the pattern has looked too often. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("pattern needs too many steps");
        }
    }

    PatientText(String text) {
        this(text.length() > LONGEST ? text.substring(0, LONGEST) : text, new int[1]);
    }

    private PatientText(String text, int[] looks) {
        this.text = text;
        this.looks = looks;
    }

    @Override
    public char charAt(int index) {
        if (++looks[0] > PATIENCE) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new PatientText(text.substring(start, end), looks);
    }

    @Override
    public String toString() {
        return text;
    }
}
