package org.voxpost.service.config;

/** Limits against floods; counts are for any hour. 0 means no limit. */
public record LimitsConfig(
        @Setting(value = "Messages of one caller an hour", fallback = "60", min = 0) int callerMessages,
        @Setting(value = "Audio of one caller an hour", fallback = "200 MB") ByteSize callerBytes,
        @Setting(value = "Messages through one peer an hour", fallback = "0", min = 0) int peerMessages,
        @Setting(value = "Audio through one peer an hour", fallback = "0 B") ByteSize peerBytes,
        @Setting(value = "Messages for one mailbox an hour", fallback = "200", min = 0) int mailboxMessages,
        @Setting(value = "Audio for one mailbox an hour", fallback = "500 MB") ByteSize mailboxBytes,
        @Setting(value = "Refused messages kept for a person; the oldest go first", fallback = "10000", min = 0) int buriedMessages,
        @Setting(value = "Audio of refused messages kept for a person", fallback = "5 GB") ByteSize buriedBytes,
        @Setting(value = "Calls we place for one mailbox an hour: transfers and what else dials out", fallback = "20", min = 1, max = 10_000) int mailboxCalls) {
}
