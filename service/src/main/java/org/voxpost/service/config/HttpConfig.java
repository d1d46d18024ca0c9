package org.voxpost.service.config;

/** Health, metrics and API. */
public record HttpConfig(
        @Setting(value = "Address to bind", fallback = "127.0.0.1") String host,
        @Setting(value = "Port; 0 for any free one", fallback = "8080", min = 0, max = 65_535) int port,
        @Setting(value = "API requests a second for each key; beyond, 429", fallback = "1000", min = 1, max = 1_000_000) int requestsPerSecond) {
}
