package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyReceiverTest {
    private final KeyReceiver keys = new KeyReceiver(8000);

    private boolean packet(int timestamp, int event, boolean end, int duration) {
        return keys.pressed(1, timestamp, new TelephoneEvent(event, end, 10, duration));
    }

    @Test
    void aPressIsToldOnceHoweverManyPacketsItHas() {
        assertThat(packet(1000, 5, false, 160)).isTrue();
        assertThat(packet(1000, 5, false, 320)).isFalse();
        assertThat(packet(1000, 5, true, 480)).isFalse();
        assertThat(packet(1000, 5, true, 480)).isFalse();
        assertThat(packet(1000, 5, true, 480)).isFalse();
    }

    @Test
    void theSameKeyAgainIsASecondPress() {
        assertThat(packet(1000, 5, false, 160)).isTrue();
        assertThat(packet(1000, 5, true, 800)).isFalse();
        assertThat(packet(2440, 5, false, 160)).isTrue();
    }

    @Test
    void theBeginningMayBeLost() {
        assertThat(packet(1000, 11, true, 800)).isTrue();
    }

    @Test
    void aStragglerOfAnEarlierPressIsNoPress() {
        packet(1000, 5, false, 160);
        packet(2440, 6, false, 160);

        assertThat(packet(1000, 5, true, 800)).isFalse();
    }

    @Test
    void aLongPressInSegmentsIsOnePress() {
        assertThat(packet(0, 9, false, 0xFFFF)).isTrue();
        assertThat(packet(0xFFFF, 9, false, 160)).isFalse();
    }

    @Test
    void gatewaysThatMoveTheTimestampAreUnderstood() {
        assertThat(packet(1000, 5, false, 160)).isTrue();
        assertThat(packet(1160, 5, false, 320)).isFalse();
        assertThat(packet(1320, 5, true, 480)).isFalse();
    }

    @Test
    void anotherSourcePressesAnew() {
        packet(1000, 5, false, 160);

        assertThat(keys.pressed(2, 1000, new TelephoneEvent(5, false, 10, 160))).isTrue();
    }

    @Test
    void theTimestampMayWrap() {
        assertThat(packet(-160, 5, true, 800)).isTrue();
        assertThat(packet(1440, 5, false, 160)).isTrue();
    }
}
