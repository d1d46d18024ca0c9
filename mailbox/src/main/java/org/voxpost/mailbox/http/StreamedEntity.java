package org.voxpost.mailbox.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A body on its way out: exactly as long as was said, or the connection breaks. */
final class StreamedEntity extends AbstractHttpEntity {
    private final HttpBody body;

    StreamedEntity(HttpBody body) {
        super(body.contentType(), null, false);
        this.body = body;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        Counted counted = new Counted(out);
        body.content().writeTo(counted);
        if (counted.written != body.lengthBytes()) {
            throw new IOException("the body has " + counted.written + " bytes instead of " + body.lengthBytes());
        }
        counted.flush();
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("a body is written, not read");
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public long getContentLength() {
        return body.lengthBytes();
    }

    @Override
    public void close() {
        // holds nothing
    }

    /** Closing it leaves the connection's stream open. */
    private static final class Counted extends FilterOutputStream {
        private long written;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            written++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            written += length;
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
