/**
 * The lab's HTTP/1.1 server (RFC 9112): small, on virtual threads, one per connection, and able to break off where a
 * fault wants it.
 *
 * <p>Front ends are {@link org.voxpost.lab.http.HttpHandler}s under path prefixes; signing in is a list of
 * {@link org.voxpost.lab.http.SignInScheme}s, whose state is bound to the connection. No HTTP/2, no compression of
 * answers, no pipelining beyond reading one request after the other.
 */
@NullMarked
package org.voxpost.lab.http;

import org.jspecify.annotations.NullMarked;
