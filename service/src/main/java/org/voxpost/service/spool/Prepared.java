package org.voxpost.service.spool;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one handle, each prepared once: for what every call runs. They live as long as the handle's connection
 * is taken, which for the thread that commits is always. For the handle's thread.
 */
public final class Prepared implements JdbiConfig<Prepared> {
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** Made by Jdbi, one for each handle. */
    public Prepared() {
        // nothing is prepared yet
    }

    @Override
    public Prepared createCopy() {
        return new Prepared();
    }

    /** What a row is read by. */
    interface Mapper<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a change; values are texts, numbers, booleans or null. @return the rows it changed */
    static int change(Handle handle, String sql, @Nullable Object... values) {
        try {
            return bound(handle, sql, values).executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The first row of the answer. */
    static <T> Optional<T> first(Handle handle, Mapper<T> mapper, String sql, @Nullable Object... values) {
        try (ResultSet rows = bound(handle, sql, values).executeQuery()) {
            return rows.next() ? Optional.of(mapper.read(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static PreparedStatement bound(Handle handle, String sql, @Nullable Object... values) throws SQLException {
        Map<String, PreparedStatement> known = handle.getConfig(Prepared.class).statements;
        PreparedStatement statement = known.get(sql);
        if (statement == null) {
            statement = handle.getConnection().prepareStatement(sql);
            known.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static StorageException failed(SQLException e) {
        return new StorageException(String.valueOf(e.getMessage()), e);
    }
}
