package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.voxpost.media.Key;

class KeyRoadsTest {
    private static final long MS = 1_000_000L;
    private final KeyRoads roads = new KeyRoads();

    @Test
    void aKeyToldByBothRoadsIsOnePress() {
        assertThat(roads.isRepeat(new Key('5'), false, 0)).isFalse();
        assertThat(roads.isRepeat(new Key('5'), true, 200 * MS)).isTrue();
        assertThat(roads.isRepeat(new Key('5'), true, 400 * MS)).isFalse();
        assertThat(roads.isRepeat(new Key('5'), false, 500 * MS)).isTrue();
    }

    @Test
    void theSameKeyTwiceByOneRoadIsTwoPresses() {
        assertThat(roads.isRepeat(new Key('5'), false, 0)).isFalse();
        assertThat(roads.isRepeat(new Key('5'), false, 120 * MS)).isFalse();
    }

    @Test
    void otherKeysAndLaterOnesAreNoRepeats() {
        assertThat(roads.isRepeat(new Key('5'), false, 0)).isFalse();
        assertThat(roads.isRepeat(new Key('6'), true, 100 * MS)).isFalse();
        assertThat(roads.isRepeat(new Key('6'), false, 500 * MS)).isFalse();
    }
}
