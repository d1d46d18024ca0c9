package org.voxpost.service.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.voxpost.service.spool.Database;

/**
 * The keys of the API: 128 random bits each, of which only the SHA-256 is kept. {@link #find} answers from memory;
 * {@link #reload} brings in what other processes changed; all else blocks for the database.
 */
public final class ApiKeys {
    private static final String PREFIX = "vx_";
    private static final int BYTES = 16;
    private static final int LONGEST = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final InstantSource clock;
    private volatile Map<String, ApiKey> good = Map.of();

    /** A new key. @param secret shown once and nowhere kept */
    public record Created(ApiKey key, String secret) {
        @Override
        public String toString() {
            return "Created[" + key.id() + "]";
        }
    }

    public ApiKeys(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Makes a key; durable when it returns. */
    public Created create(String name, Set<Scope> scopes) {
        byte[] random = new byte[BYTES + Integer.BYTES];
        RANDOM.nextBytes(random);
        String secret = PREFIX + HexFormat.of().formatHex(random, 0, BYTES);
        var key = new ApiKey(HexFormat.of().formatHex(random, BYTES, random.length), name, scopes, clock.instant(),
                Optional.empty());
        database.write(handle -> handle.execute(
                "insert into api_key (id, name, hash, scopes, created_at) values (?, ?, ?, ?, ?)", key.id(), name,
                hash(secret), scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(" ")),
                key.created().toEpochMilli()));
        return new Created(key, secret);
    }

    /** All, also revoked ones, oldest first. */
    public List<ApiKey> list() {
        return database.read(handle -> handle.createQuery("select * from api_key order by created_at, id")
                .map(ApiKeys::read).list());
    }

    /** @return false if there is no such key or it was revoked before */
    public boolean revoke(String id) {
        return database.write(handle -> handle.execute(
                "update api_key set revoked_at = ? where id = ? and revoked_at is null", clock.instant().toEpochMilli(),
                id)) > 0;
    }

    /** Takes the keys that are good now into memory. */
    public void reload() {
        good = database.read(handle -> handle.createQuery("select * from api_key where revoked_at is null")
                .map((row, context) -> Map.entry(row.getString("hash"), read(row, context)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The key that a client sent, if it is good. Does not block. */
    public Optional<ApiKey> find(String secret) {
        return secret.length() > LONGEST ? Optional.empty() : Optional.ofNullable(good.get(hash(secret)));
    }

    private static ApiKey read(ResultSet row, @Nullable StatementContext context) throws SQLException {
        long revoked = row.getLong("revoked_at");
        Optional<Instant> since = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(revoked));
        Set<Scope> scopes = Arrays.stream(row.getString("scopes").split(" ")).flatMap(word -> Scope.of(word).stream())
                .collect(Collectors.toUnmodifiableSet());
        return new ApiKey(row.getString("id"), row.getString("name"), scopes,
                Instant.ofEpochMilli(row.getLong("created_at")), since);
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
