package org.voxpost.media.tone;

/**
 * A tone of one frequency with soft edges, so that it does not click.
 *
 * @param frequencyHz below half the rate it is made at
 * @param lengthMs of the whole tone, edges included
 * @param levelDbm0 power, 0 dBm0 being 3.17 dB below a full-scale sine (ITU-T G.711, table 5)
 */
public record SineTone(int frequencyHz, int lengthMs, double levelDbm0) {
    private static final double FULL_SCALE_DBM0 = 3.17;
    private static final int EDGE_MS = 8;

    /** The record beep: not a fax, DTMF or call progress frequency. */
    public static final SineTone BEEP = new SineTone(1000, 300, -13);

    /** Its samples at {@code rateHz}. */
    public short[] samples(int rateHz) {
        if (frequencyHz <= 0 || frequencyHz * 2 > rateHz) {
            throw new IllegalArgumentException("a tone of " + frequencyHz + " Hz at " + rateHz + " samples a second");
        }
        var samples = new short[lengthMs * rateHz / 1000];
        double amplitude = 32767 * Math.pow(10, (levelDbm0 - FULL_SCALE_DBM0) / 20);
        int edge = Math.min(EDGE_MS * rateHz / 1000, samples.length / 2);
        for (int i = 0; i < samples.length; i++) {
            double edgeGain = Math.min(1.0, (Math.min(i, samples.length - 1 - i) + 0.5) / Math.max(1, edge));
            samples[i] = (short) Math.round(
                    amplitude * edgeGain * Math.sin(2 * Math.PI * frequencyHz * i / rateHz));
        }
        return samples;
    }
}
